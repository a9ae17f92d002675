package billow.simulator.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.CallPlan;
import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.Interaction.Put;
import billow.model.archetype.Interaction.Read;
import billow.model.archetype.PartitionedLog;
import billow.model.archetype.PartitionedLog.Capacity;
import billow.model.archetype.PartitionedLog.OnDemand;
import billow.model.archetype.PartitionedLog.Shards;
import billow.model.kind.LinkKind;
import billow.model.service.KinesisStream;
import billow.model.value.Distribution;
import billow.simulator.flow.Account;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.kernel.Checks;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import billow.simulator.statistics.Window;
import java.util.HashMap;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class LogActorTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final OnDemand ON_DEMAND = new OnDemand(4, 500 * 1024, 500, 15 * MINUTE, 200);

    // What a shard takes.

    @Test
    void shardTakesAThousandRecordsASecond() {
        var run = run(new Shards(1), 1500, 1024 / 2, 1, false, n -> n, 60);
        // Half as much again for a minute, less what the full bucket lets through at first.
        assertThat((double) run.producer().got(Outcome.THROTTLED)).isCloseTo(500 * 60 - 1000, within(2.0));
        assertThat(run.count("writeProvisionedThroughputExceeded"))
                .isEqualTo(run.producer().got(Outcome.THROTTLED));
        assertThat(run.count("incomingRecords")).isEqualTo(run.producer().got(Outcome.OK));
    }

    @Test
    void shardTakesOneMegabyteASecond() {
        var run = run(new Shards(1), 200, 10 * 1024, 1, false, n -> n, 60);
        assertThat((double) run.count("incomingBytes")).isCloseTo(61.0 * 1024 * 1024, within(2 * 10.0 * 1024));
    }

    @Test
    void refusalOfOneLimitTakesNothingFromTheOther() {
        // Bytes are short; records would be too, if those that are refused took from them.
        var run = run(new Shards(1), 2000, 2 * 1024, 1, false, n -> n, 60);
        assertThat((double) run.count("incomingRecords")).isCloseTo(61 * 512.0, within(4.0));
    }

    @Test
    void keysSpreadOverShardsButOneKeyDoesNot() {
        assertThat(run(new Shards(4), 3000, 100, 1, false, n -> n, 20)
                        .producer()
                        .got(Outcome.THROTTLED))
                .isZero();
        var hot = run(new Shards(4), 3000, 100, 1, false, n -> 1, 20);
        assertThat((double) hot.producer().got(Outcome.OK)).isCloseTo(21_000, within(2.0));
    }

    @Test
    void recordsWithKeysOfTheirOwnSpreadWhateverTheRequestIsAbout() {
        assertThat(run(new Shards(4), 3000, 100, 1, true, n -> 1, 20).producer().got(Outcome.THROTTLED))
                .isZero();
    }

    @Test
    void putOfSeveralRecordsIsAcceptedInPart() {
        // 20 puts of 100 records a second: half of the records are too many.
        var run = run(new Shards(1), 20, 100, 100, false, n -> n, 60);
        assertThat(run.producer().got(Outcome.THROTTLED)).isLessThan(620);
        assertThat(run.count("incomingRecords") + run.count("writeProvisionedThroughputExceeded"))
                .isEqualTo(20 * 60 * 100);
        assertThat((double) run.count("incomingRecords")).isCloseTo(61_000, within(110.0));
        assertThat(run.count("recordsLost"))
                .isEqualTo(run.count("writeProvisionedThroughputExceeded")
                        - 100 * run.producer().got(Outcome.THROTTLED));
    }

    // On demand.

    @Test
    void onDemandStreamTakesFourMegabytesASecondAtFirst() {
        assertThat(run(ON_DEMAND, 1500, 2048, 1, true, n -> n, 60).producer().got(Outcome.THROTTLED))
                .isZero();
    }

    @Test
    void onDemandStreamRefusesForAQuarterOfAnHourWhenLoadIsMoreThanDouble() {
        // 8 MB/s into four shards.
        var run = run(ON_DEMAND, 1024, 8192, 1, true, n -> n, 25 * 60);
        double refused = run.producer().got(Outcome.THROTTLED);
        assertThat(refused / 1024).isCloseTo(0.5 * 16 * 60, within(30.0));
        assertThat(run.producer().lastThrottle()).isBetween(15 * MINUTE, 16 * MINUTE + 2 * SECOND);
        // Twice the load: 16 shards of 1 MB/s, or one more each for what one shard had above the average.
        assertThat(run.level("shards").max()).isBetween(16.0, 20.0);
    }

    @Test
    void splitsKeepTheOrderOfKeys() {
        var run = run(ON_DEMAND, 700, 10_240, 1, false, n -> n % 500, 20 * 60);
        assertThat(run.level("shards").max()).isGreaterThan(4);
        var last = new HashMap<Integer, Long>();
        for (var seen : run.handler().seen()) {
            assertThat(seen.start()).isGreaterThanOrEqualTo(last.getOrDefault(seen.rank(), 0L));
            last.put(seen.rank(), seen.start());
        }
    }

    @Test
    void ordinaryLoadSplitsNothing() {
        assertThat(run(ON_DEMAND, 100, 1024, 1, true, n -> n, 40 * 60)
                        .level("shards")
                        .max())
                .isEqualTo(4);
    }

    // Reading and the bill.

    @Test
    void everyConsumerGetsEveryRecord() {
        var run = run(new Shards(3), 50, 1024, 1, true, n -> n, 100);
        long waiting = run.count("recordsInside");
        assertThat(run.count("recordsDone") + waiting).isEqualTo(2 * run.count("incomingRecords"));
        assertThat(waiting).isLessThan(200);
        assertThat(run.log().kept()).isLessThanOrEqualTo(waiting);
    }

    @Test
    void countsWhatIsBilled() {
        var run = run(new Shards(2), 10, 30 * 1024, 1, true, n -> n, 3600);
        var book = run.world().recorder(1);
        // 30 KB are two units of 25 KB.
        assertThat(book.counter(Counter.BILLED_CHUNKS)).isEqualTo(72_000);
        assertThat(book.counter(Counter.BYTES_WRITTEN)).isEqualTo(36_000L * 30 * 1024);
        assertThat(book.counter(Counter.SHARD_MILLIS)).isEqualTo(2 * 3_601_000L);
        assertThat(book.counter(Counter.CONSUMER_SHARD_MILLIS)).isEqualTo(2 * 3_601_000L);
        assertThat(book.counter(Counter.BYTES_READ)).isBetween(35_900L * 30 * 1024, 36_000L * 30 * 1024);
        assertThat(book.counter(Counter.BYTES_PUSHED)).isBetween(35_900L * 30 * 1024, 36_000L * 30 * 1024);
    }

    @Test
    void billsPartOfAKilobyteAsOne() {
        var run = run(new Shards(1), 10, 100, 1, true, n -> n, 100);
        assertThat(run.world().recorder(1).counter(Counter.BYTES_WRITTEN)).isEqualTo(1000 * 1024);
        assertThat(run.world().recorder(1).counter(Counter.BILLED_CHUNKS)).isEqualTo(1000);
    }

    @Test
    void everyDeclaredMetricIsReported() {
        var run = run(new Shards(1), 10, 1024, 1, false, n -> n, 10);
        assertThat(run.log().measures().keySet())
                .containsAll(new KinesisStream()
                        .metrics().stream().map(m -> m.name()).toList());
    }

    private static Run run(
            Capacity capacity,
            double perSecond,
            int bytes,
            int batch,
            boolean spread,
            LongUnaryOperator rank,
            long seconds) {
        var put = new Put(new Distribution.Constant(bytes), batch, spread);
        var wires = List.of(
                new Wire(0, "put", Key.mix(7, 0), 0, 1, LinkKind.PUT, CallPlan.ONCE, put),
                new Wire(1, "shared", Key.mix(7, 1), 1, 2, LinkKind.STREAM, CallPlan.ONCE, read(false)),
                new Wire(2, "pushed", Key.mix(7, 2), 1, 3, LinkKind.STREAM, CallPlan.ONCE, read(true)));
        var account = new Account(1000, 10_000, 5000);
        var world = new World(Key.mix(1, 1), account, new Window(0, (seconds + 1) * SECOND), wires, true, Checks.FULL);
        var producer = new Producer(world, 0, perSecond, seconds * SECOND, rank);
        var log = new LogActor(world, 1, "stream", spec(capacity), wires.subList(1, 3));
        var work = Sampler.of(new Distribution.Constant(10e6));
        var handler = new Handler(world, 2, work, false);
        var other = new Handler(world, 3, work, false).notNoting();
        world.place(producer);
        world.place(log);
        world.place(handler);
        world.place(other);
        world.run();
        return new Run(world, producer, log, handler);
    }

    private static Interaction read(boolean pushed) {
        return new Read(100, 0, 1, -1, -1, false, false, 0, 1, 0, pushed);
    }

    private static PartitionedLog spec(Capacity capacity) {
        var reading = new PartitionedLog.Reading(
                SECOND,
                5,
                10_000,
                10 << 20,
                2 << 20,
                new Distribution.Constant(150e6),
                new Distribution.Constant(50e6));
        return new PartitionedLog(
                capacity,
                1024 * 1024,
                1000,
                86_400 * SECOND,
                25 * 1024,
                1 << 20,
                reading,
                new Distribution.Constant(8e6));
    }

    private record Run(World world, Producer producer, LogActor log, Handler handler) {
        long count(String metric) {
            if (log.measures().get(metric) instanceof Measure.Count(long value)) return value;
            throw new AssertionError("There is no " + metric + ".");
        }

        Measure.Level level(String metric) {
            if (log.measures().get(metric) instanceof Measure.Level level) return level;
            throw new AssertionError("There is no " + metric + ".");
        }
    }
}
