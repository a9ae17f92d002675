package billow.simulator.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static final long HOUR = 3_600_000_000_000L;

    @Property
    void sumsInAnyOrderWithoutLoss(@ForAll List<Long> values, @ForAll List<Long> factors) {
        WideSum forward = new WideSum();
        WideSum backward = new WideSum();
        BigInteger exact = BigInteger.ZERO;
        int pairs = Math.min(values.size(), factors.size());
        for (int i = 0; i < pairs; i++) {
            forward.addProduct(values.get(i), factors.get(i));
            forward.add(values.get(i));
            exact = exact.add(BigInteger.valueOf(values.get(i)).multiply(BigInteger.valueOf(factors.get(i))))
                    .add(BigInteger.valueOf(values.get(i)));
        }
        for (int i = pairs - 1; i >= 0; i--) {
            backward.add(values.get(i));
            backward.addProduct(values.get(i), factors.get(i));
        }
        if (exact.bitLength() > 127) return;
        assertThat(forward.isSameAs(backward)).isTrue();
        assertThat(forward.toDouble()).isCloseTo(exact.doubleValue(), within(Math.abs(exact.doubleValue()) * 0x1p-51));
    }

    @Property
    void givesPercentilesWithinATenthOfAPercent(
            @ForAll @Size(min = 1, max = 300) List<@LongRange(min = 1_000, max = 2 * HOUR) Long> nanos,
            @ForAll @IntRange(min = 0, max = 1000) int permille) {
        LatencyHistogram histogram = new LatencyHistogram();
        nanos.forEach(histogram::record);
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        int rank = Math.max(1, (int) Math.ceil(permille * sorted.length / 1000.0));
        double exact = sorted[rank - 1] / 1e6;
        assertThat(histogram.percentileMs(permille / 10.0)).isCloseTo(exact, within(exact * 0.001 + 0.001));
        assertThat(histogram.count()).isEqualTo(nanos.size());
        assertThat(histogram.meanMs())
                .isCloseTo(Arrays.stream(sorted).average().orElseThrow() / 1e6, within(1e-9 * exact + 1e-6));
        assertThat(histogram.maxMs()).isEqualTo(sorted[sorted.length - 1] / 1e6);
        assertThat(histogram.minMs()).isEqualTo(sorted[0] / 1e6);
    }

    @Property
    void mergesHistogramsIntoWhatOneWouldHaveSeen(
            @ForAll @Size(min = 1, max = 100) List<@LongRange(min = 0, max = 20 * HOUR) Long> first,
            @ForAll List<@LongRange(min = 0, max = 20 * HOUR) Long> second) {
        LatencyHistogram a = new LatencyHistogram();
        LatencyHistogram b = new LatencyHistogram();
        LatencyHistogram all = new LatencyHistogram();
        first.forEach(a::record);
        second.forEach(b::record);
        second.forEach(all::record);
        first.forEach(all::record);
        a.merge(b);
        assertThat(a.count()).isEqualTo(all.count());
        assertThat(a.meanMs()).isEqualTo(all.meanMs());
        assertThat(a.maxMs()).isEqualTo(all.maxMs());
        assertThat(a.minMs()).isEqualTo(all.minMs());
        for (double percent : new double[] {0, 10, 50, 90, 99, 99.9, 100})
            assertThat(a.percentileMs(percent)).isEqualTo(all.percentileMs(percent));
        assertThat(a.shareUpTo(HOUR)).isEqualTo(all.shareUpTo(HOUR));
    }

    @Test
    void reportsConstantDurationsExactlyAndNothingAsNaN() {
        LatencyHistogram histogram = new LatencyHistogram();
        assertThat(histogram.percentileMs(50)).isNaN();
        assertThat(histogram.meanMs()).isNaN();
        assertThat(histogram.maxMs()).isNaN();
        for (int i = 0; i < 10; i++) histogram.record(123_456_789);
        assertThat(histogram.percentileMs(50)).isEqualTo(123.456789);
        assertThat(histogram.percentileMs(99.9)).isEqualTo(123.456789);
        assertThat(histogram.meanMs()).isEqualTo(123.456789);
        assertThat(histogram.shareUpTo(123_456_789)).isEqualTo(1);
        assertThat(histogram.shareUpTo(100_000_000)).isZero();
        histogram.reset();
        assertThat(histogram.count()).isZero();
        histogram.record(5_000_000);
        assertThat(histogram.minMs()).isEqualTo(5);
    }

    @Property
    void followsALevelLikeAClockThatLooksEveryNanosecond(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 5) Integer> gaps,
            @ForAll @IntRange(min = 0, max = 100) int from,
            @ForAll @IntRange(min = 1, max = 100) int length) {
        Window window = new Window(from, from + length);
        Gauge gauge = new Gauge(window);
        long[] levels = new long[400];
        int time = 0;
        for (int i = 0; i < gaps.size(); i++) {
            time += gaps.get(i);
            long level = gaps.get(i) * 7L % 5 + i % 3;
            gauge.set(time, level);
            Arrays.fill(levels, time, levels.length, level);
        }
        gauge.close(Math.max(time, from + length) + 3L);
        long area = 0;
        long max = 0;
        for (int t = from; t < from + length; t++) {
            area += levels[t];
            max = Math.max(max, levels[t]);
        }
        assertThat(gauge.mean()).isEqualTo((double) area / length);
        assertThat(gauge.max()).isEqualTo(max);
    }

    @Test
    void forgetsTheWarmUpButNotTheLevel() {
        Gauge gauge = new Gauge();
        gauge.set(0, 10);
        gauge.set(5, 2);
        gauge.reset(20);
        gauge.add(30, 1);
        gauge.close(40);
        assertThat(gauge.mean()).isEqualTo(2.5);
        assertThat(gauge.max()).isEqualTo(3);
        assertThatThrownBy(() -> gauge.add(39, 1)).hasMessage("Gauge: 39 ns comes after 40 ns.");
    }

    @Test
    void mergesGaugesByTheirTime() {
        Gauge one = new Gauge();
        one.set(0, 4);
        one.close(10);
        Gauge two = new Gauge();
        two.set(0, 1);
        two.close(30);
        one.merge(two);
        assertThat(one.mean()).isEqualTo(70.0 / 40);
        assertThat(one.max()).isEqualTo(4);
    }

    @Test
    void keepsAMonthOfAMillionExactly() {
        Gauge gauge = new Gauge();
        gauge.set(0, 1_000_003);
        long month = 730 * HOUR;
        for (long t = HOUR; t < month; t += HOUR) gauge.add(t, t % 2 == 0 ? 0 : 1);
        gauge.close(month);
        assertThat(gauge.mean()).isEqualTo(1_000_003);
    }

    @Property
    void findsTheSameMeanFromStaysInAnyOrderAsFromTheLevel(
            @ForAll @Size(max = 50) List<@LongRange(min = 0, max = 1000) Long> enters,
            @ForAll @LongRange(min = 0, max = 300) long length,
            @ForAll @LongRange(min = 0, max = 500) long from) {
        Window window = new Window(from, from + 700);
        Area stays = new Area(window);
        Area backward = new Area(window);
        for (long enter : enters) stays.add(enter, enter + length);
        for (long enter : enters.reversed()) backward.add(enter, enter + length, 1);
        Gauge gauge = new Gauge(window);
        long present = 0;
        for (long t = 0; t <= 1400; t++) {
            for (long enter : enters) {
                if (enter == t) present++;
                if (enter + length == t) present--;
            }
            gauge.set(t, present);
        }
        gauge.close(1400);
        assertThat(stays.mean()).isEqualTo(gauge.mean());
        assertThat(stays.isSameAs(backward)).isTrue();
    }

    @Property
    void countsOverTimeWhateverTheOrderAndTheSplit(
            @ForAll @Size(max = 80) List<@LongRange(min = 0, max = 5_000) Long> times,
            @ForAll @IntRange(min = 0, max = 80) int split) {
        TimeSeries one = new TimeSeries(8, 10);
        TimeSeries a = new TimeSeries(8, 10);
        TimeSeries b = new TimeSeries(8, 10);
        for (int i = 0; i < times.size(); i++) {
            one.add(times.get(i), i + 1);
            (i < split ? a : b).add(times.get(i), i + 1);
        }
        a.merge(b);
        assertThat(a.widthNanos()).isEqualTo(one.widthNanos());
        for (int bucket = 0; bucket < 8; bucket++) {
            long width = one.widthNanos();
            long exact = 0;
            for (int i = 0; i < times.size(); i++) if (times.get(i) / width == bucket) exact += i + 1;
            assertThat(one.count(bucket)).isEqualTo(exact);
            assertThat(a.count(bucket)).isEqualTo(exact);
        }
        long longest = times.stream().mapToLong(Long::longValue).max().orElse(0);
        assertThat(one.widthNanos() == 10 || longest >= 4 * one.widthNanos())
                .as("no wider than needed")
                .isTrue();
    }

    @Test
    void refusesSeriesThatDoNotFit() {
        assertThatThrownBy(() -> new TimeSeries(7, 1)).hasMessage("buckets — Expected an even number, received 7.");
        assertThatThrownBy(() -> new TimeSeries(8, 1).merge(new TimeSeries(8, 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
