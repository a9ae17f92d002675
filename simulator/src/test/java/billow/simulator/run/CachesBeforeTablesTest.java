package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.service.DaxCluster;
import billow.model.value.Distribution;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;

/// DAX as it is drawn: clients, a function that takes no time, a cache, a table.
class CachesBeforeTablesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Distribution KILOBYTE = new Distribution.Constant(1024);
    private static final Object[] READ = {"operation", "getItem", "itemSize", KILOBYTE};

    private static Designs function(double rate, long keys, Object... cache) {
        return Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        "rate",
                        rate,
                        "keys",
                        keys,
                        "keySkew",
                        1.0,
                        "network",
                        Designs.NOTHING)
                .node(
                        "f",
                        "aws.lambda.function",
                        "duration",
                        Designs.NOTHING,
                        "coldDuration",
                        Designs.NOTHING,
                        "invokeOverhead",
                        Designs.NOTHING,
                        "timeout",
                        900 * SECOND)
                .node("dax", "aws.dax.cluster", cache)
                .node("table", "aws.dynamodb.table", "readLatency", Designs.NOTHING)
                .link("clients", "f")
                .link("dax", "table");
    }

    private static Replication run(Design design, long warmup, long seconds) {
        var settings = RunSettings.DEFAULT
                .lasting(seconds * SECOND)
                .warmingUp(warmup * SECOND)
                .replicated(1)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow()
                .replications()
                .getFirst();
    }

    private static NodeRun node(Replication run, String id) {
        return run.nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long count(Replication run, String id, String metric) {
        return ((Measure.Count) node(run, id).measures().get(metric)).value();
    }

    private static double hits(Replication run) {
        var share = (Measure.Share) node(run, "dax").measures().get("cacheHitRatio");
        return (double) share.hits() / share.trials();
    }

    @Test
    void hitsNeverReachTheTableAndAreFast() {
        var run = run(
                function(10, 1, "latency", new Distribution.Constant(SECOND / 1000))
                        .link("f", "dax", READ)
                        .done(),
                0,
                1000);
        // One key for 300 s at a time: four misses.
        assertThat(count(run, "dax", "itemCacheMisses")).isEqualTo(4);
        assertThat(node(run, "table").offered()).isEqualTo(4);
        assertThat(node(run, "table").get(Counter.HALF_READ_UNITS)).isEqualTo(4);
        assertThat(node(run, "dax").latency().meanMs()).isCloseTo(1, within(0.001));
    }

    @Test
    void hitRatioOfManyKeysIsThatOfTheirTimeToLive() {
        var run = run(
                function(10, 1000, "recordTtl", 10 * SECOND)
                        .link("f", "dax", READ)
                        .done(),
                100,
                20_100);
        // Σ pᵢ λᵢT / (1 + λᵢT) for Zipf's law and 1000 keys; 0.9 % is 3.3 standard errors of 20 000 dependent draws.
        assertThat(hits(run)).isCloseTo(0.426575, within(0.009));
    }

    @Test
    void whenMemoryIsShortTheLeastRecentlyUsedGoFirst() {
        long items = 100;
        var run = run(
                function(100, 1000, "recordTtl", 0L, "cacheMemory", items * 1024)
                        .link("f", "dax", READ)
                        .done(),
                100,
                2100);
        assertThat(hits(run)).isCloseTo(che(1000, items), within(0.01));
        assertThat(count(run, "dax", "evictedSize") / 1024).isCloseTo(count(run, "dax", "itemCacheMisses"), within(3L));
        var size = (Measure.Level) node(run, "dax").measures().get("estimatedDbSize");
        assertThat(size.max()).isEqualTo(items * 1024);
    }

    /// Hit ratio of an LRU cache under Zipf's law with exponent 1. Che, Tung, Wang, IEEE JSAC 20 (2002), 1305–1314.
    private static double che(int keys, double places) {
        double[] p = new double[keys];
        double sum = 0;
        for (int i = 0; i < keys; i++) sum += 1.0 / (i + 1);
        for (int i = 0; i < keys; i++) p[i] = 1 / ((i + 1) * sum);
        double low = 0;
        double high = 1e6;
        for (int round = 0; round < 200; round++) {
            double t = (low + high) / 2;
            double held = 0;
            for (double share : p) held += 1 - Math.exp(-share * t);
            if (held < places) low = t;
            else high = t;
        }
        double ratio = 0;
        for (double share : p) ratio += share * (1 - Math.exp(-share * low));
        return ratio;
    }

    @Test
    void stronglyConsistentAndTransactionalReadsGoThrough() {
        var run = run(
                function(10, 1)
                        .link("f", "dax", "operation", "getItem", "consistentRead", true)
                        .link("f", "dax", "operation", "transactGetItems")
                        .done(),
                0,
                100);
        assertThat(count(run, "dax", "itemCacheHits")).isZero();
        assertThat(node(run, "table").offered()).isEqualTo(node(run, "dax").offered());
    }

    @Test
    void writesGoThroughAndRenewTheItemButNoResult() {
        var run = run(
                function(10, 1)
                        .link("f", "dax", "operation", "putItem", "itemSize", KILOBYTE)
                        .link("f", "dax", READ)
                        .link("f", "dax", "operation", "query", "items", 10L, "itemSize", KILOBYTE)
                        .done(),
                0,
                1000);
        assertThat(count(run, "dax", "itemCacheMisses")).isZero();
        assertThat(count(run, "dax", "queryCacheMisses")).isEqualTo(4);
        assertThat(count(run, "table", "consumedWriteCapacityUnits"))
                .isEqualTo(node(run, "clients").offered());
    }

    @Test
    void resultsAreNotKeptWithoutATimeToLive() {
        var run = run(
                function(10, 1, "queryTtl", 0L)
                        .link("f", "dax", "operation", "scan", "items", 10L)
                        .done(),
                0,
                100);
        assertThat(node(run, "table").offered()).isEqualTo(node(run, "dax").offered());
    }

    @Test
    void ofABatchOnlyWhatIsMissingIsFetched() {
        var run = run(
                function(1, 1)
                        .link("f", "dax", READ)
                        .link("f", "dax", "operation", "batchGetItem", "items", 10L, "itemSize", KILOBYTE)
                        .done(),
                0,
                200);
        // The first item of the batch has been read before it.
        assertThat(count(run, "dax", "itemCacheMisses")).isEqualTo(10);
        assertThat(node(run, "table").get(Counter.HALF_READ_UNITS)).isEqualTo(10);
        assertThat(node(run, "table").offered()).isEqualTo(2);
    }

    @Test
    void transactionsThroughTheCacheAreReadBack() {
        var run = run(
                function(1, 1)
                        .link("f", "dax", "operation", "transactWriteItems", "items", 3L, "itemSize", KILOBYTE)
                        .done(),
                0,
                100);
        long done = node(run, "table").offered();
        assertThat(count(run, "table", "consumedWriteCapacityUnits")).isEqualTo(6 * done);
        // Two read units an item: strongly consistent, in a transaction.
        assertThat(count(run, "table", "consumedReadCapacityUnits")).isEqualTo(6 * done);
    }

    @Test
    void whatTheNodesCannotDoIsRefused() {
        var run = run(
                function(100, 1, "nodeRequestRate", 25.0, "replicationFactor", 2L)
                        .link("f", "dax", READ)
                        .done(),
                100,
                1100);
        // 50 hits of 100 a second.
        assertThat(node(run, "dax").outcome(Outcome.OK) / node(run, "dax").seconds())
                .isCloseTo(50, within(0.5));
        assertThat(count(run, "dax", "throttledRequestCount")).isPositive();
        var writing = run(
                function(20, 1, "nodeRequestRate", 50.0, "replicationFactor", 5L)
                        .link("f", "dax", "operation", "putItem", "retries", "none")
                        .done(),
                100,
                2100);
        // Only the primary writes: two a second of 25 units each.
        assertThat(node(writing, "dax").outcome(Outcome.OK)
                        / node(writing, "dax").seconds())
                .isCloseTo(2, within(0.1));
    }

    @Test
    void throttlesOfTheTableReachTheCaller() {
        var design = function(50, 1_000_000)
                .node("table", "aws.dynamodb.table", "billingMode", "PROVISIONED", "readCapacityUnits", 1L)
                .link("f", "dax", READ)
                .done();
        var run = run(design, 0, 100);
        assertThat(node(run, "dax").outcome(Outcome.THROTTLED))
                .isEqualTo(node(run, "table").outcome(Outcome.THROTTLED))
                .isPositive();
    }

    @Test
    void everyDeclaredMetricIsReported() {
        var run = run(function(1, 1).link("f", "dax", READ).done(), 0, 10);
        assertThat(node(run, "dax").measures().keySet())
                .containsAll(
                        new DaxCluster().metrics().stream().map(m -> m.name()).toList());
    }
}
