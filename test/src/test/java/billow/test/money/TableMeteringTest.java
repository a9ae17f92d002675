package billow.test.money;

import static billow.test.money.Metered.clients;
import static billow.test.money.Metered.function;
import static billow.test.money.Metered.kilobytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What tables are metered for, by the number of the billing rule in the README of pricing-data.
class TableMeteringTest {
    private static final String READ = "dynamodb.ondemand_read";
    private static final String WRITE = "dynamodb.ondemand_write";

    /// Ten calls of an operation by a function.
    private static Metered ten(Object... link) {
        return Metered.run(
                clients(1)
                        .node("f", "aws.lambda.function", function(1))
                        .node("table", "aws.dynamodb.table")
                        .link("clients", "f")
                        .link("f", "table", link),
                10.5);
    }

    private static Metered read(String operation, double kilobytes, boolean strong, long items) {
        return ten("operation", operation, "itemSize", kilobytes(kilobytes), "consistentRead", strong, "items", items);
    }

    private static Metered write(String operation, double kilobytes, long items) {
        return ten("operation", operation, "itemSize", kilobytes(kilobytes), "items", items);
    }

    @Test
    void rule22CountsEventualReadsHalfAndTransactionsTwice() {
        assertThat(read("getItem", 4, true, 1).of("table", READ)).isEqualTo(10);
        assertThat(read("getItem", 4, false, 1).of("table", READ)).isEqualTo(5);
        assertThat(read("getItem", 4.1, true, 1).of("table", READ)).isEqualTo(20);
        assertThat(read("transactGetItems", 4.1, false, 2).of("table", READ)).isEqualTo(10 * 2 * 4);
        assertThat(write("putItem", 1, 1).of("table", WRITE)).isEqualTo(10);
        assertThat(write("putItem", 1.1, 1).of("table", WRITE)).isEqualTo(20);
        assertThat(write("transactWriteItems", 0.5, 3).of("table", WRITE)).isEqualTo(10 * 3 * 2);
    }

    @Test
    void rule22RoundsTheSumOfAQueryAndEachItemOfABatch() {
        assertThat(read("query", 1.02, true, 40).of("table", READ)).isEqualTo(10 * 11);
        assertThat(read("batchGetItem", 1.02, true, 40).of("table", READ)).isEqualTo(10 * 40);
        assertThat(write("batchWriteItem", 1.02, 4).of("table", WRITE)).isEqualTo(10 * 4 * 2);
    }

    @Test
    void rule23ChargesRefusedConditions() {
        var metered = ten("operation", "putItem", "itemSize", kilobytes(2.5), "conditionFails", 1.0);
        assertThat(metered.count("table", "conditionalCheckFailedRequests")).isEqualTo(10);
        assertThat(metered.of("table", WRITE)).isEqualTo(10 * 3);
    }

    /// Ten puts of 2.5 KB into a table.
    private static Metered puts(Object... table) {
        return Metered.run(
                clients(1)
                        .node("f", "aws.lambda.function", function(1))
                        .node("table", "aws.dynamodb.table", table)
                        .link("clients", "f")
                        .link("f", "table", "operation", "putItem", "itemSize", kilobytes(2.5)),
                10.5);
    }

    @Test
    void rule24ChargesEntriesOfIndexesByTheirOwnSize() {
        var indexes = JsonMapper.shared()
                .readTree("{\"all\": {}, \"keys\": {\"projection\": \"KEYS_ONLY\"}, \"moved\": {\"keyChanges\": 1}}");
        // Three units for the table, three for all attributes, one for the keys, twice three for a changed key.
        assertThat(puts("globalSecondaryIndexes", indexes).of("table", WRITE)).isEqualTo(10 * (3 + 3 + 1 + 6));
        assertThat(puts("localSecondaryIndexes", 2L).of("table", WRITE)).isEqualTo(10 * 3 * 3);
    }

    @Test
    void rule27ChargesReplicatedWritesInEveryRegionAndIndexesAsBefore() {
        var indexes = JsonMapper.shared().readTree("{\"keys\": {\"projection\": \"KEYS_ONLY\"}}");
        var metered = puts("replicas", "eu-west-1, eu-central-1", "globalSecondaryIndexes", indexes);
        assertThat(metered.of("table", "dynamodb.replicated_write")).isEqualTo(10 * 3 * 3);
        assertThat(metered.of("table", WRITE)).isEqualTo(10 * 3);
        assertThat(metered.of("table", "dynamodb.storage_standard")).isCloseTo(3 * 10.5 / (730 * 3600), within(1e-12));
    }

    @Test
    void rule27HasOtherMetersForInfrequentAccess() {
        var metered = puts("tableClass", "STANDARD_INFREQUENT_ACCESS");
        assertThat(metered.of("table", WRITE)).isZero();
        assertThat(metered.of("table", "dynamodb.ondemand_write_IA")).isEqualTo(30);
        assertThat(metered.of("table", "dynamodb.storage_standard")).isZero();
        assertThat(metered.of("table", "dynamodb.storage_IA")).isCloseTo(10.5 / (730 * 3600), within(1e-12));
    }

    @Test
    void rule28BillsBackupsBySizeWhateverChanges() {
        var metered = puts("pointInTimeRecovery", true, "backupSize", 5L << 30);
        assertThat(metered.of("table", "dynamodb.pitr")).isCloseTo(10.5 / (730 * 3600), within(1e-12));
        assertThat(metered.of("table", "dynamodb.ondemand_backup")).isCloseTo(5 * 10.5 / (730 * 3600), within(1e-12));
    }

    @Test
    void aCacheIsPaidByTheHourAndSparesTheTable() {
        var metered = Metered.run(
                clients(1, "keys", 1L)
                        .node("f", "aws.lambda.function", function(1))
                        .node("dax", "aws.dax.cluster", "nodeType", "dax.t3.small", "replicationFactor", 3L)
                        .node("table", "aws.dynamodb.table")
                        .link("clients", "f")
                        .link("f", "dax", "operation", "getItem")
                        .link("dax", "table"),
                180);
        assertThat(metered.of("dax", "dynamodb.dax_t3_small")).isCloseTo(3 * 180 / 3600.0, within(1e-9));
        assertThat(metered.of("dax", "dynamodb.dax_r5_large")).isZero();
        assertThat(metered.of("table", READ)).isEqualTo(0.5);
    }

    @Test
    void rule26ChargesNoThrottledRequestButTheRetryThatGetsThrough() {
        // 200 KB a second asked of 1 KB a second, and no more credit than five minutes' worth.
        var metered = Metered.run(
                clients(2)
                        .node("f", "aws.lambda.function", function(1))
                        .node("table", "aws.dynamodb.table", "maxWriteRequestUnits", 100L)
                        .link("clients", "f")
                        .link(
                                "f",
                                "table",
                                "operation",
                                "putItem",
                                "itemSize",
                                kilobytes(100),
                                "retries",
                                "legacy",
                                "maxAttempts",
                                10L),
                600.25);
        long throttled = metered.count("table", "writeThrottleEvents");
        var answered = metered.node("table").outcome(billow.simulator.flow.Outcome.OK);
        assertThat(throttled).isPositive();
        assertThat(metered.node("table").offered()).isEqualTo(throttled + answered);
        assertThat(answered).isPositive();
        assertThat(metered.of("table", WRITE)).isEqualTo(100.0 * answered);
    }

    @Test
    void rule28BillsProvisionedUnitsByTheHourWithoutAnyTraffic() {
        var metered = Metered.run(
                clients(0.001)
                        .node("f", "aws.lambda.function", function(1))
                        .node(
                                "table",
                                "aws.dynamodb.table",
                                "billingMode",
                                "PROVISIONED",
                                "readCapacityUnits",
                                7L,
                                "writeCapacityUnits",
                                3L)
                        .link("clients", "f")
                        .link("f", "table", "operation", "getItem"),
                360);
        assertThat(metered.of("table", "dynamodb.provisioned_rcu_hour")).isCloseTo(0.7, within(1e-9));
        assertThat(metered.of("table", "dynamodb.provisioned_wcu_hour")).isCloseTo(0.3, within(1e-9));
        assertThat(metered.of("table", READ) + metered.of("table", WRITE)).isZero();
    }
}
