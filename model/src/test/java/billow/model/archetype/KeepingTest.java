package billow.model.archetype;

import static billow.model.archetype.StorageClass.DEEP_ARCHIVE;
import static billow.model.archetype.StorageClass.GLACIER_FLEXIBLE;
import static billow.model.archetype.StorageClass.GLACIER_INSTANT;
import static billow.model.archetype.StorageClass.INTELLIGENT_TIERING;
import static billow.model.archetype.StorageClass.ONE_ZONE_IA;
import static billow.model.archetype.StorageClass.STANDARD;
import static billow.model.archetype.StorageClass.STANDARD_IA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Keeping.Move;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What an object is billed for in its life, worked out by hand from the pricing page's rules.
class KeepingTest {
    private static final double DAY = 86_400;
    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final double KB = 1024;
    private static final double MB = 1024 * KB;
    private static final Keeping.Rules RULES =
            new Keeping.Rules(128 * KB, 30 * DAY, 90 * DAY, 180 * DAY, 32 * KB, 8 * KB, 30 * DAY, 90 * DAY);

    private static Keeping keeping(StorageClass usual, double lifeDays, double accessDays, Move... moves) {
        return new Keeping(usual, List.of(moves), lifeDays * DAY, accessDays * DAY, RULES);
    }

    private static Move after(double days, StorageClass to) {
        return new Move(days * DAY, to);
    }

    private static Map<Counter, Double> stored(Keeping keeping, double bytes) {
        var sums = new EnumMap<Counter, Double>(Counter.class);
        keeping.stored(keeping.usual(), bytes, (c, a) -> sums.merge(c, a, Double::sum));
        return sums;
    }

    private static Map<Counter, Double> storedAndDeleted(Keeping keeping, double bytes, double days) {
        var sums = new EnumMap<Counter, Double>(stored(keeping, bytes));
        keeping.deleted(keeping.usual(), bytes, days * DAY, (c, a) -> sums.merge(c, a, Double::sum));
        sums.values().removeIf(v -> Math.abs(v) < 1e-9);
        return sums;
    }

    private static double megabyteDays(Map<Counter, Double> sums, Counter counter) {
        return sums.getOrDefault(counter, 0.0) / DAY;
    }

    @Test
    void anObjectIsInEachClassUntilItIsMovedOrDeleted() {
        var sums = stored(keeping(STANDARD, 365, NEVER, after(30, STANDARD_IA), after(120, DEEP_ARCHIVE)), MB);
        double index = 32.0 / 1024;
        double name = 8.0 / 1024;
        assertThat(megabyteDays(sums, Counter.STANDARD_MEGABYTE_SECONDS)).isCloseTo(30 + 245 * name, within(1e-9));
        assertThat(megabyteDays(sums, Counter.STANDARD_IA_MEGABYTE_SECONDS)).isCloseTo(90, within(1e-9));
        assertThat(megabyteDays(sums, Counter.DEEP_ARCHIVE_MEGABYTE_SECONDS))
                .isCloseTo(245 * (1 + index), within(1e-9));
        assertThat(sums).containsEntry(Counter.RARE_MOVES, 1.0).containsEntry(Counter.DEEP_ARCHIVE_MOVES, 1.0);
    }

    @Test
    void aClassIsBilledForItsLeastTime() {
        assertThat(megabyteDays(stored(keeping(STANDARD_IA, 1, NEVER), MB), Counter.STANDARD_IA_MEGABYTE_SECONDS))
                .isEqualTo(30);
        assertThat(megabyteDays(
                        stored(keeping(GLACIER_INSTANT, 1, NEVER), MB), Counter.GLACIER_INSTANT_MEGABYTE_SECONDS))
                .isEqualTo(90);
        var deep = storedAndDeleted(keeping(DEEP_ARCHIVE, NEVER, NEVER), MB, 10);
        assertThat(megabyteDays(deep, Counter.DEEP_ARCHIVE_MEGABYTE_SECONDS))
                .isCloseTo(180 * (1 + 32.0 / 1024), within(1e-6));
        // Moved on before its time: both classes are billed in full.
        var moved = stored(keeping(ONE_ZONE_IA, 100, NEVER, after(10, GLACIER_FLEXIBLE)), MB);
        assertThat(megabyteDays(moved, Counter.ONE_ZONE_IA_MEGABYTE_SECONDS)).isEqualTo(30);
        assertThat(megabyteDays(moved, Counter.GLACIER_MEGABYTE_SECONDS))
                .isCloseTo(90 * (1 + 32.0 / 1024), within(1e-9));
    }

    @Test
    void smallObjectsAreBilledAsLargeOnesAndNotMoved() {
        var rare = stored(keeping(STANDARD_IA, 30, NEVER), 16 * KB);
        assertThat(megabyteDays(rare, Counter.STANDARD_IA_MEGABYTE_SECONDS)).isEqualTo(30 * 0.125);
        var small = stored(keeping(STANDARD, 100, NEVER, after(30, GLACIER_INSTANT)), 16 * KB);
        assertThat(megabyteDays(small, Counter.STANDARD_MEGABYTE_SECONDS)).isCloseTo(100.0 / 64, within(1e-9));
        assertThat(small).doesNotContainKey(Counter.GLACIER_INSTANT_MOVES);
    }

    @Test
    void whatIsDeletedEarlyIsNotBilledAnyMore() {
        var standard = storedAndDeleted(keeping(STANDARD, NEVER, NEVER), MB, 0);
        assertThat(standard).isEmpty();
        var aged = storedAndDeleted(keeping(STANDARD, 100, NEVER, after(30, STANDARD_IA)), MB, 20);
        assertThat(megabyteDays(aged, Counter.STANDARD_MEGABYTE_SECONDS)).isCloseTo(20, within(1e-6));
        assertThat(aged).doesNotContainKeys(Counter.STANDARD_IA_MEGABYTE_SECONDS, Counter.RARE_MOVES);
        assertThat(storedAndDeleted(keeping(STANDARD, 10, NEVER), MB, 50))
                .isEqualTo(stored(keeping(STANDARD, 10, NEVER), MB));
    }

    /// Nobody touches it: 30 days, 60 days, then the rest. Accessed at random every a days, it is in infrequent access
    /// or below with e^(−30/a), in archive instant access with e^(−90/a).
    @Test
    void intelligentTieringGoesByTheDaysWithoutAccess() {
        var quiet = stored(keeping(INTELLIGENT_TIERING, 365, NEVER), MB);
        assertThat(megabyteDays(quiet, Counter.FREQUENT_MEGABYTE_SECONDS)).isEqualTo(30);
        assertThat(megabyteDays(quiet, Counter.INFREQUENT_MEGABYTE_SECONDS)).isEqualTo(60);
        assertThat(megabyteDays(quiet, Counter.INSTANT_MEGABYTE_SECONDS)).isEqualTo(275);
        assertThat(megabyteDays(quiet, Counter.WATCHED_OBJECT_SECONDS)).isEqualTo(365);
        var used = stored(keeping(INTELLIGENT_TIERING, 365, 60), MB);
        double instant = 275 * Math.exp(-1.5);
        double infrequent = 335 * Math.exp(-0.5) - instant;
        assertThat(megabyteDays(used, Counter.INSTANT_MEGABYTE_SECONDS)).isCloseTo(instant, within(1e-9));
        assertThat(megabyteDays(used, Counter.INFREQUENT_MEGABYTE_SECONDS)).isCloseTo(infrequent, within(1e-9));
        assertThat(megabyteDays(used, Counter.FREQUENT_MEGABYTE_SECONDS))
                .isCloseTo(365 - infrequent - instant, within(1e-9));
        var small = stored(keeping(INTELLIGENT_TIERING, 365, NEVER), 64 * KB);
        assertThat(megabyteDays(small, Counter.FREQUENT_MEGABYTE_SECONDS)).isCloseTo(365.0 / 16, within(1e-9));
        assertThat(small).doesNotContainKey(Counter.WATCHED_OBJECT_SECONDS);
    }

    @Test
    void whatWasThereBeforehandIsOld() {
        var sums = new EnumMap<Counter, Double>(Counter.class);
        keeping(INTELLIGENT_TIERING, NEVER, NEVER).standing(1_000, MB, DAY, (c, a) -> sums.merge(c, a, Double::sum));
        assertThat(megabyteDays(sums, Counter.INSTANT_MEGABYTE_SECONDS)).isCloseTo(1_000, within(1e-9));
        sums.clear();
        keeping(GLACIER_FLEXIBLE, NEVER, NEVER).standing(1_000, MB, DAY, (c, a) -> sums.merge(c, a, Double::sum));
        assertThat(megabyteDays(sums, Counter.GLACIER_MEGABYTE_SECONDS))
                .isCloseTo(1_000 * (1 + 32.0 / 1024), within(1e-9));
        assertThat(megabyteDays(sums, Counter.STANDARD_MEGABYTE_SECONDS)).isCloseTo(1_000 * 8.0 / 1024, within(1e-9));
    }

    @Test
    void theWaterfallHasADirection() {
        var keeping = keeping(ONE_ZONE_IA, NEVER, NEVER, after(40, GLACIER_INSTANT), after(50, GLACIER_FLEXIBLE));
        assertThat(keeping.at(ONE_ZONE_IA, MB, 45 * DAY)).isEqualTo(ONE_ZONE_IA);
        assertThat(keeping.at(ONE_ZONE_IA, MB, 55 * DAY)).isEqualTo(GLACIER_FLEXIBLE);
        assertThat(INTELLIGENT_TIERING.movesTo(STANDARD_IA)).isFalse();
        assertThat(STANDARD_IA.movesTo(INTELLIGENT_TIERING)).isTrue();
        assertThat(DEEP_ARCHIVE.movesTo(GLACIER_FLEXIBLE)).isFalse();
        for (var to : StorageClass.values()) assertThat(STANDARD.movesTo(to)).isEqualTo(to != STANDARD);
    }
}
