package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Tables as they are drawn: clients, a function that takes no time, a table.
class TablesInDesignsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Distribution KILOBYTE = new Distribution.Constant(1024);

    /// @param keys all alike
    private static Designs function(String arrivals, double rate, long keys) {
        return Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        "arrivals",
                        arrivals,
                        "rate",
                        rate,
                        "keys",
                        keys,
                        "keySkew",
                        0.0,
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
                .link("clients", "f");
    }

    private static Replication run(Design design, long seconds) {
        var settings = RunSettings.DEFAULT
                .lasting(seconds * SECOND)
                .warmingUp(0L)
                .replicated(1)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow()
                .replications()
                .getFirst();
    }

    private static NodeRun table(Replication run) {
        return run.nodes().stream()
                .filter(n -> n.node().id().equals("table"))
                .findFirst()
                .orElseThrow();
    }

    private static long count(NodeRun node, String metric) {
        return ((Measure.Count) node.measures().get(metric)).value();
    }

    private static Object indexes(String json) {
        return JsonMapper.shared().readTree(json.replace('\'', '"'));
    }

    @Test
    void anIndexThatRunsOutOfUnitsThrottlesTheTable() {
        var design = function("constant", 150, 1)
                .node(
                        "table",
                        "aws.dynamodb.table",
                        "billingMode",
                        "PROVISIONED",
                        "writeCapacityUnits",
                        200L,
                        "globalSecondaryIndexes",
                        indexes("{'byDay': {'writeCapacityUnits': 100}}"))
                .link("f", "table", "operation", "putItem", "itemSize", KILOBYTE, "retries", "none")
                .done();
        var table = table(run(design, 900));
        // 300 s of credit of the index last 600 s at one and a half of its rate; then a third is refused.
        assertThat((double) table.outcome(Outcome.THROTTLED)).isCloseTo(300 * 50, within(100.0));
        assertThat(count(table, "indexWriteThrottleEvents")).isCloseTo(table.outcome(Outcome.THROTTLED), within(3L));
        assertThat(count(table, "writeProvisionedThroughputThrottleEvents"))
                .isEqualTo(count(table, "indexWriteThrottleEvents"));
        // Those that are under way at the end are charged as well.
        long admitted = table.offered() - count(table, "indexWriteThrottleEvents");
        assertThat(count(table, "consumedWriteCapacityUnits")).isEqualTo(admitted);
        assertThat(count(table, "indexConsumedWriteCapacityUnits")).isEqualTo(admitted);
        // Both capacities are paid by the hour.
        assertThat(table.get(Counter.WRITE_CAPACITY_MILLIS)).isEqualTo(900_000.0 * 300);
    }

    @Test
    void anIndexScalesByItself() {
        var design = function("constant", 150, 1)
                .node(
                        "table",
                        "aws.dynamodb.table",
                        "billingMode",
                        "PROVISIONED",
                        "writeCapacityUnits",
                        200L,
                        "globalSecondaryIndexes",
                        indexes("{'byDay': {'writeCapacityUnits': 100, 'writeMaxCapacity': 1000}}"))
                .link("f", "table", "operation", "putItem", "itemSize", KILOBYTE, "retries", "none")
                .done();
        var table = table(run(design, 1200));
        // Two minutes to see it and two to update, 150 / 0.7 units from then on; until then credit holds.
        assertThat(table.outcome(Outcome.THROTTLED)).isZero();
        assertThat(table.get(Counter.WRITE_CAPACITY_MILLIS)).isEqualTo(1000.0 * (1200 * 200 + 240 * 100 + 960 * 215));
    }

    @Test
    void aGreatestCapacityBelowTheLeastIsNoLimit() {
        var design = function("constant", 50, 1)
                .node(
                        "table",
                        "aws.dynamodb.table",
                        "billingMode",
                        "PROVISIONED",
                        "writeCapacityUnits",
                        200L,
                        "writeMaxCapacity",
                        1L)
                .link("f", "table", "operation", "putItem", "itemSize", KILOBYTE)
                .done();
        assertThat(table(run(design, 1200)).get(Counter.WRITE_CAPACITY_MILLIS)).isEqualTo(1000.0 * 1200 * 200);
    }

    @Test
    void warmThroughputIsThereAtOnce() {
        var design = function("constant", 6000, 1_000_000)
                .node("table", "aws.dynamodb.table", "warmWriteUnitsPerSecond", 8000L)
                .link("f", "table", "operation", "putItem", "itemSize", KILOBYTE, "retries", "none")
                .done();
        assertThat(table(run(design, 5)).outcome(Outcome.THROTTLED)).isZero();
    }

    @Test
    void aHotKeyOfAnIndexThrottlesTableWritesOfManyKeys() {
        var design = function("constant", 1500, 1_000_000)
                .node(
                        "table",
                        "aws.dynamodb.table",
                        "globalSecondaryIndexes",
                        indexes("{'byState': {'keys': 1, 'projection': 'KEYS_ONLY'}}"))
                .link("f", "table", "operation", "putItem", "itemSize", KILOBYTE, "retries", "none")
                .done();
        var table = table(run(design, 20));
        assertThat(table.outcome(Outcome.OK)).isEqualTo(20 * 1000);
        assertThat(count(table, "writeKeyRangeThroughputThrottleEvents")).isEqualTo(20 * 500);
    }

    @Test
    void indexesTakeUnitsOfTheWritesThatTouchThem() {
        var design = function("constant", 100, 1000)
                .node(
                        "table",
                        "aws.dynamodb.table",
                        "globalSecondaryIndexes",
                        indexes("{'half': {'writeShare': 0.5, 'keyChanges': 0.2, 'projection': 'KEYS_ONLY'},"
                                + " 'some': {'projection': 'INCLUDE', 'projectedShare': 0.6}}"))
                .link("f", "table", "operation", "updateItem", "itemSize", new Distribution.Constant(3000))
                .done();
        var table = table(run(design, 200));
        double writes = table.offered();
        assertThat(count(table, "consumedWriteCapacityUnits")).isEqualTo(3 * table.offered());
        // 100 B of keys and 60 % of 3000 B: 2 units for the second; 0.5 · 1.2 for the first.
        double bound = 3.3 * Math.sqrt(writes * (0.5 * (0.8 + 0.2 * 4) - 0.6 * 0.6));
        assertThat(count(table, "indexConsumedWriteCapacityUnits") - 2 * writes).isCloseTo(0.6 * writes, within(bound));
    }

    @Test
    void queriesOfAnIndexTakeItsUnitsAndAreEventuallyConsistent() {
        var design = function("constant", 100, 1000)
                .node(
                        "table",
                        "aws.dynamodb.table",
                        "billingMode",
                        "PROVISIONED",
                        "globalSecondaryIndexes",
                        indexes("{'wide': {'readCapacityUnits': 1000}}"))
                .link(
                        "f",
                        "table",
                        "operation",
                        "query",
                        "indexName",
                        "wide",
                        "items",
                        20L,
                        "itemSize",
                        KILOBYTE,
                        "returned",
                        0.25,
                        "consistentRead",
                        true)
                .done();
        var table = table(run(design, 100));
        assertThat(table.outcome(Outcome.THROTTLED)).isZero();
        assertThat(count(table, "consumedReadCapacityUnits")).isZero();
        assertThat(count(table, "indexConsumedReadCapacityUnits")).isEqualTo(Math.ceilDiv(5 * table.offered(), 2));
        assertThat(count(table, "returnedItemCount")).isEqualTo(5 * table.offered());
    }

    @Test
    void localIndexesAreWrittenOutOfTheTablesCapacity() {
        var design = function("constant", 10, 1000)
                .node("table", "aws.dynamodb.table", "localSecondaryIndexes", 2L)
                .link("f", "table", "operation", "putItem", "itemSize", new Distribution.Constant(1500))
                .link("f", "table", "operation", "getItem")
                .done();
        var table = table(run(design, 100));
        assertThat(count(table, "consumedWriteCapacityUnits")).isBetween(2 * 3 * 997L, 2 * 3 * 1000L);
        assertThat(count(table, "consumedReadCapacityUnits")).isBetween(498L, 500L);
    }

    @Test
    void transactionsOnTheSameItemExcludeEachOther() {
        var design = function("poisson", 0.5, 1)
                .node("table", "aws.dynamodb.table", "transactLatency", new Distribution.Constant(SECOND))
                .link("f", "table", "operation", "transactWriteItems", "items", 3L)
                .done();
        var table = table(run(design, 100_000));
        double refused = table.outcome(Outcome.CLIENT_ERROR) / (double) table.offered();
        // One place that is held for a second, offered half a second's work: Erlang's B(1, 0.5).
        assertThat(refused).isCloseTo(1 / 3.0, within(3.3 * Math.sqrt(2 / 9.0 / 50_000)));
        assertThat(count(table, "transactionConflict")).isEqualTo(table.outcome(Outcome.CLIENT_ERROR));
        // What is cancelled is charged all the same.
        assertThat(count(table, "consumedWriteCapacityUnits")).isGreaterThanOrEqualTo(6 * (table.offered() - 5));
    }

    @Test
    void transactionsOnOtherItemsDoNotMeet() {
        var design = function("poisson", 50, 1_000_000_000)
                .node("table", "aws.dynamodb.table", "transactLatency", new Distribution.Constant(SECOND))
                .link("f", "table", "operation", "transactWriteItems")
                .done();
        assertThat(table(run(design, 100)).outcome(Outcome.CLIENT_ERROR)).isZero();
    }

    @Test
    void singleWritesAreRefusedWhileATransactionLasts() {
        var design = function("constant", 1, 1)
                .node(
                        "table",
                        "aws.dynamodb.table",
                        "transactLatency",
                        new Distribution.Constant(SECOND / 2),
                        "writeLatency",
                        new Distribution.Constant(SECOND / 10))
                .node("g", "aws.lambda.function", "duration", new Distribution.Constant(6 * SECOND / 5))
                .link("f", "table", "operation", "transactWriteItems")
                .link("clients", "g")
                .link("g", "table", "operation", "putItem")
                .done();
        // A request in two goes to g, whose put comes 1.2 s later: amid the next request's transaction, if that is f's.
        var table = table(run(design, 2000));
        assertThat((double) table.outcome(Outcome.CLIENT_ERROR)).isCloseTo(500, within(3.3 * Math.sqrt(375)));
        assertThat(count(table, "transactionConflict")).isEqualTo(table.outcome(Outcome.CLIENT_ERROR));
    }

    @Test
    void whatIsLeftOfABatchIsSentAgain() {
        var design = function("constant", 0.1, 1_000_000)
                .node("table", "aws.dynamodb.table", "maxWriteRequestUnits", 20L, "queryLatency", Designs.NOTHING)
                .link(
                        "f",
                        "table",
                        "operation",
                        "batchWriteItem",
                        "items",
                        25L,
                        "itemSize",
                        KILOBYTE,
                        "retries",
                        "legacy",
                        "maxAttempts",
                        10L)
                .done();
        var table = table(run(design, 1005));
        assertThat(table.outcome(Outcome.OK)).isEqualTo(table.offered());
        assertThat(count(table, "consumedWriteCapacityUnits")).isEqualTo(25 * table.offered());
        assertThat(count(table, "unprocessedItems")).isGreaterThanOrEqualTo(5 * table.offered());
        assertThat(count(table, "writeMaxOnDemandThroughputThrottleEvents"))
                .isEqualTo(count(table, "unprocessedItems"));
        // 0.05, 0.1, 0.2, 0.4 s bring it to 0.75 s, the next pause into the next second.
        assertThat(table.latency().meanMs()).isCloseTo(1550, within(1.0));
    }

    private static NodeRun batches(String operation, long items, long kilobytes) {
        var design = function("constant", 0.1, 1_000_000)
                .node("table", "aws.dynamodb.table", "queryLatency", Designs.NOTHING)
                .link(
                        "f",
                        "table",
                        "operation",
                        operation,
                        "items",
                        items,
                        "itemSize",
                        new Distribution.Constant(1024 * kilobytes),
                        "retries",
                        "legacy",
                        "maxAttempts",
                        10L)
                .done();
        return table(run(design, 105));
    }

    @Test
    void aTransactionHoldsFourMegabytes() {
        assertThat(batches("transactGetItems", 64, 64).outcome(Outcome.OK)).isEqualTo(10);
        var tooLarge = batches("transactGetItems", 65, 64);
        assertThat(tooLarge.outcome(Outcome.CLIENT_ERROR)).isEqualTo(10);
        assertThat(count(tooLarge, "consumedReadCapacityUnits")).isZero();
        assertThat(batches("transactWriteItems", 64, 65).outcome(Outcome.CLIENT_ERROR))
                .isEqualTo(10);
    }

    @Test
    void aWrittenBatchBeyondSixteenMegabytesIsRefused() {
        assertThat(batches("batchWriteItem", 41, 400).outcome(Outcome.CLIENT_ERROR))
                .isEqualTo(10);
        assertThat(batches("batchWriteItem", 10, 400).outcome(Outcome.OK)).isEqualTo(10);
    }

    @Test
    void aReadBatchComesInPartsOfSixteenMegabytes() {
        // 100 items of 400 KB: 40, 40 and 20 of them, in three answers.
        var table = batches("batchGetItem", 100, 400);
        assertThat(table.outcome(Outcome.OK)).isEqualTo(10);
        assertThat(count(table, "unprocessedItems")).isEqualTo(10 * (60 + 20));
        assertThat(count(table, "consumedReadCapacityUnits")).isEqualTo(10 * 100 * 50);
        assertThat(count(table, "readThrottleEvents")).isZero();
    }

    @Test
    void aBatchIsGivenUpAfterTheCallersAttempts() {
        var design = function("constant", 0.1, 1_000_000)
                .node("table", "aws.dynamodb.table", "maxWriteRequestUnits", 20L)
                .link(
                        "f",
                        "table",
                        "operation",
                        "batchWriteItem",
                        "items",
                        25L,
                        "itemSize",
                        KILOBYTE,
                        "retries",
                        "none")
                .done();
        var table = table(run(design, 1005));
        assertThat(table.outcome(Outcome.DROPPED)).isEqualTo(table.offered());
    }

    @Test
    void largeScansComeInPagesOfAMegabyte() {
        var design = function("constant", 1, 1)
                .node("table", "aws.dynamodb.table", "queryLatency", new Distribution.Constant(SECOND / 100))
                .link("f", "table", "operation", "scan", "items", 4_500L, "itemSize", KILOBYTE)
                .done();
        var table = table(run(design, 100));
        // 4500 KB: four pages of 256 half units and one of 101.
        assertThat(table.get(Counter.HALF_READ_UNITS)).isBetween(1125.0 * 99, 1125.0 * 100);
        assertThat(table.outcome(Outcome.OK)).isBetween(99L, 100L);
        assertThat(table.latency().meanMs()).isCloseTo(50, within(0.1));
    }

    @Test
    void itemsThatAreTooLargeAreRefusedFreeOfCharge() {
        var design = function("constant", 1, 1)
                .node("table", "aws.dynamodb.table")
                .link("f", "table", "operation", "putItem", "itemSize", new Distribution.Constant(401 * 1024))
                .done();
        var table = table(run(design, 100));
        assertThat(table.outcome(Outcome.CLIENT_ERROR)).isBetween(99L, 100L);
        assertThat(count(table, "userErrors")).isEqualTo(table.offered());
        assertThat(count(table, "consumedWriteCapacityUnits")).isZero();
    }

    @Test
    void replicasTakeEveryWriteAndTellHowLateTheyAre() {
        var design = function("constant", 10, 1000)
                .node(
                        "table",
                        "aws.dynamodb.table",
                        "replicas",
                        "eu-central-1, us-west-2",
                        "replicationDelay",
                        new Distribution.Exponential(SECOND))
                .link(
                        "f",
                        "table",
                        "operation",
                        "putItem",
                        "itemSize",
                        new Distribution.Constant(1500),
                        "conditionFails",
                        0.5)
                .done();
        var table = table(run(design, 1000));
        long done = table.outcome(Outcome.OK);
        assertThat(count(table, "consumedWriteCapacityUnits")).isEqualTo(2 * table.offered());
        var delay = (Measure.Mean) table.measures().get("replicationLatency");
        assertThat(delay.count()).isCloseTo(done, within(3L));
        assertThat(table.get(Counter.REPLICATED_WRITE_UNITS)).isEqualTo(2.0 * 2 * delay.count());
        assertThat(delay.sum() / done).isCloseTo(1000, within(3.3 * 1000 / Math.sqrt(done)));
    }

    @Test
    void itemsExpireAfterTheirTimeAndTheStreamTells() {
        var design = function("constant", 10, 1000)
                .node(
                        "table",
                        "aws.dynamodb.table",
                        "newItems",
                        1.0,
                        "timeToLive",
                        600 * SECOND,
                        "expiryDelay",
                        0L,
                        "tableSize",
                        0L)
                .node("g", "aws.lambda.function")
                .link("f", "table", "operation", "putItem", "itemSize", KILOBYTE)
                .link("table", "g", LinkKind.STREAM)
                .done();
        var table = table(run(design, 3600));
        long deleted = count(table, "timeToLiveDeletedItemCount");
        // What is put in a minute expires at the end of its minute ten minutes later.
        assertThat((double) deleted).isCloseTo(10 * (3600 - 600 - 60), within(620.0));
        assertThat(count(table, "streamRecords")).isEqualTo(table.offered() + deleted);
        assertThat(count(table, "consumedWriteCapacityUnits")).isEqualTo(table.offered());
        var size = (Measure.Level) table.measures().get("tableSizeBytes");
        assertThat(size.max()).isBetween(600 * 10 * 1024.0, 661 * 10 * 1024.0);
    }

    private static long throttledOnOneKey(long shards) {
        var design = Functions.steady(1_500, "keys", 1L)
                .node("f", "aws.lambda.function", Functions.plain("reservedConcurrentExecutions", 900L))
                .node("table", "aws.dynamodb.table")
                .link("clients", "f")
                .link("f", "table", "operation", "putItem", "keyShards", shards)
                .done();
        var table = Functions.node(Functions.run(design, 20), "table");
        return ((Measure.Count) table.measures().get("writeKeyRangeThroughputThrottleEvents")).value();
    }

    /// One key takes 1000 writes a second; spread over fifty, all partitions share 1500.
    @Test
    void writeShardingSpreadsAHotKey() {
        assertThat(throttledOnOneKey(1)).isGreaterThan(1_000);
        assertThat(throttledOnOneKey(50)).isZero();
    }
}
