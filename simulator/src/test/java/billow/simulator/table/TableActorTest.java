package billow.simulator.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.CallPlan;
import billow.model.archetype.Counter;
import billow.model.archetype.Interaction.Operate;
import billow.model.archetype.Table;
import billow.model.archetype.TableOperation;
import billow.model.kind.LinkKind;
import billow.model.service.DynamoTable;
import billow.model.value.Distribution;
import billow.simulator.flow.Account;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.kernel.Checks;
import billow.simulator.node.Caller;
import billow.simulator.random.Key;
import billow.simulator.statistics.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableActorTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Distribution MILLISECOND = new Distribution.Constant(1e6);
    private static final Operate PUT = operate(TableOperation.PUT, 1024);

    @Test
    void burstCreditLastsUntilItIsUsedUpAndThenThrottlesTheExcess() {
        var run = new Run(provisioned(5, 100), PUT, 150, 900, true);
        run.caller.throttlesFrom(700 * SECOND);
        run.go();
        assertThat(run.caller.firstThrottle() / 1e9).isCloseTo(600, within(1.0));
        assertThat(run.caller.throttles() / (150.0 * 200)).isCloseTo(1 / 3.0, within(0.001));
        assertThat(run.counter(Counter.WRITE_UNITS)).isEqualTo(run.caller.got(Outcome.OK));
        assertThat((double) run.counter(Counter.WRITE_UNITS)).isCloseTo(30_000 + 900 * 100, within(2.0));
    }

    @Test
    void partitionCeilingBindsBeforeBurstCredit() {
        var run = new Run(provisioned(5, 60), PUT, 3600, 1, true);
        run.go();
        assertThat(run.caller.got(Outcome.OK)).isEqualTo(1000);
        assertThat(run.caller.got(Outcome.THROTTLED)).isEqualTo(2600);
        assertThat(count(run, "writeThrottleEvents")).isEqualTo(2600);
    }

    @Test
    void readsHaveTheirOwnCeilingInHalfUnits() {
        var get = operate(TableOperation.GET, 4096);
        var run = new Run(provisioned(60, 5), get, 10_000, 1, true);
        run.go();
        assertThat(run.caller.got(Outcome.OK)).isEqualTo(6000);
        assertThat(run.counter(Counter.HALF_READ_UNITS)).isEqualTo(6000);
        assertThat(count(run, "consumedReadCapacityUnits")).isEqualTo(3000);
        assertThat(count(run, "readThrottleEvents")).isEqualTo(4000);
    }

    @Test
    void unusedCapacityOfTheTableHelpsAHotKey() {
        // 10 partitions of 400 units each; at twice its share a key uses its credit of 300 s up in 300 s.
        var helped = new Run(provisioned(5, 4000, 100), PUT, 800, 900, true);
        helped.go();
        assertThat(helped.caller.got(Outcome.THROTTLED)).isZero();
        var alone = new Run(provisioned(5, 4000, 100), PUT, 800, 900, false);
        alone.go();
        assertThat(alone.caller.firstThrottle() / 1e9).isCloseTo(300, within(1.0));
    }

    @Test
    void adaptiveCapacityGivesNoMoreThanTheTableHas() {
        // Two hot keys of 900 a second each, in tables of 1000 units over ten partitions.
        var run = new Run(provisioned(5, 1000, 100), PUT, 1800, 1200, true);
        run.caller.ranks(n -> 1 + n % 2).throttlesFrom(800 * SECOND);
        run.go();
        assertThat(1 - run.caller.throttles() / (1800.0 * 400)).isCloseTo(1000.0 / 1800, within(0.01));
    }

    @Test
    void oneKeyGetsNoMoreThanAPartition() {
        var run = new Run(onDemand(0), PUT, 1500, 10, true);
        run.go();
        assertThat(run.caller.got(Outcome.OK)).isEqualTo(10 * 1000);
    }

    @Test
    void newOnDemandTablesTakeFourThousandWritesASecondAtOnce() {
        var run = new Run(onDemand(0), PUT, 4000, 20, true);
        run.caller.ranks(n -> n);
        run.go();
        assertThat(run.caller.got(Outcome.THROTTLED)).isZero();
        var more = new Run(onDemand(0), PUT, 5000, 20, true);
        more.caller.ranks(n -> n);
        more.go();
        assertThat(more.caller.got(Outcome.OK)).isEqualTo(20 * 4000);
    }

    @Test
    void ownCeilingOfAnOnDemandTableBinds() {
        var run = new Run(onDemand(200), PUT, 300, 20, true);
        run.caller.ranks(n -> n);
        run.go();
        assertThat(run.caller.got(Outcome.OK)).isEqualTo(20 * 200);
    }

    @Test
    void refusedConditionsAreChargedAndThrottledCallsAreNot() {
        var put = new Operate(TableOperation.PUT, new Distribution.Constant(2048), 1, false, 0.25, 0);
        var run = new Run(provisioned(5, 1000), put, 100, 1000, true);
        run.go();
        long refused = run.caller.got(Outcome.CLIENT_ERROR);
        assertThat(refused / 100_000.0).isCloseTo(0.25, within(3.3 * Math.sqrt(0.25 * 0.75 / 100_000)));
        assertThat(count(run, "conditionalCheckFailedRequests")).isEqualTo(refused);
        assertThat(run.counter(Counter.WRITE_UNITS)).isEqualTo(2 * 100_000);
    }

    @Test
    void requestsLargerThanAllCreditPassWhenAllOfItIsThere() {
        // 4 units of capacity, a transaction of 2000 units (4000 half units): once, and not again for 500 s.
        var reads = new Operate(TableOperation.TRANSACT_GET, new Distribution.Constant(400 * 1024), 10, false, 0, 0);
        var run = new Run(provisioned(4, 5), reads, 1, 1200, true);
        run.go();
        assertThat(run.caller.got(Outcome.OK)).isEqualTo(3);
    }

    @Test
    void autoScalingRaisesCapacityAfterTwoMinutesAndAnUpdate() {
        var scaling = new Table.Scaling(100, 1000, 0.7, 120 * SECOND);
        var run = new Run(table(new Table.Provisioned(5, 100, null, scaling), 1, true), PUT, 200, 1200, true);
        run.go();
        // Two minutes to see it, two to update; until then 300 s of credit hold.
        assertThat(run.caller.got(Outcome.THROTTLED)).isZero();
        var level = (Measure.Level) run.table.measures().get("provisionedWriteCapacityUnits");
        assertThat(level.max()).isEqualTo(Math.ceil(200 / 0.7));
        assertThat(level.mean()).isCloseTo((240 * 100 + 960 * 286) / 1200.0, within(1e-9));
        assertThat(run.counter(Counter.WRITE_CAPACITY_MILLIS)).isEqualTo(1000L * (240 * 100 + 960 * 286));
        assertThat(run.counter(Counter.READ_CAPACITY_MILLIS)).isEqualTo(1000L * 1200 * 5);
    }

    @Test
    void foldingChangesNothing() {
        var folded = new Run(provisioned(5, 100), PUT, 150, 700, true);
        folded.go();
        var unfolded = new Run(provisioned(5, 100), PUT, 150, 700, true, false);
        unfolded.go();
        assertThat(unfolded.table.measures()).isEqualTo(folded.table.measures());
        assertThat(unfolded.caller.got(Outcome.THROTTLED)).isEqualTo(folded.caller.got(Outcome.THROTTLED));
    }

    @Test
    void everyDeclaredMetricIsReported() {
        var run = new Run(provisioned(5, 5), PUT, 1, 10, true);
        run.go();
        assertThat(run.table.measures().keySet())
                .containsAll(
                        new DynamoTable().metrics().stream().map(m -> m.name()).toList());
        assertThat(run.table.measures().get("successfulRequestLatency")).isEqualTo(new Measure.Mean(10, 10));
    }

    private static long count(Run run, String metric) {
        return ((Measure.Count) run.table.measures().get(metric)).value();
    }

    private static Operate operate(TableOperation operation, long bytes) {
        return new Operate(operation, new Distribution.Constant(bytes), 1, false, 0, 0);
    }

    private static Table provisioned(double reads, double writes) {
        return provisioned(reads, writes, 1);
    }

    private static Table provisioned(double reads, double writes, long gigabytes) {
        return table(new Table.Provisioned(reads, writes, null, null), gigabytes, true);
    }

    private static Table onDemand(double maxWrites) {
        return table(new Table.OnDemand(12_000, 4000, 40_000, 0, maxWrites), 1, true);
    }

    private static Table table(Table.Capacity capacity, long gigabytes, boolean adaptive) {
        return new Table(
                capacity,
                new Table.PartitionLimits(3000, 1000, 10.0 * (1L << 30), 300, adaptive),
                gigabytes << 30,
                MILLISECOND,
                MILLISECOND,
                MILLISECOND,
                MILLISECOND);
    }

    /// One caller, one table.
    private static final class Run {
        private final World world;
        private final Caller caller;
        private final TableActor table;
        private final @Nullable Wire wire;

        private Run(Table spec, Operate asked, double perSecond, long seconds, boolean adaptive) {
            this(spec, asked, perSecond, seconds, adaptive, true);
        }

        private Run(Table spec, Operate asked, double perSecond, long seconds, boolean adaptive, boolean folding) {
            wire = new Wire(0, "asks", Key.of("asks"), 0, 1, LinkKind.OPERATE, CallPlan.ONCE, asked);
            world = new World(
                    Key.mix(1, 2),
                    new Account(1000, 10_000, 5000),
                    new Window(0, seconds * SECOND),
                    List.of(wire),
                    folding,
                    Checks.FULL);
            caller = new Caller(world, 0, 0, perSecond, seconds * SECOND);
            world.place(caller);
            var limits = spec.limits();
            var adapted = new Table.PartitionLimits(
                    limits.readUnits(), limits.writeUnits(), limits.bytes(), limits.burstSeconds(), adaptive);
            table = new TableActor(
                    world,
                    1,
                    "table",
                    new Table(
                            spec.capacity(),
                            adapted,
                            spec.sizeBytes(),
                            spec.readLatency(),
                            spec.writeLatency(),
                            spec.queryLatency(),
                            spec.transactLatency()));
            world.place(table);
        }

        private void go() {
            world.run();
        }

        private long counter(Counter counter) {
            return world.recorder(1).counter(counter);
        }
    }
}
