package billow.simulator.table;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.archetype.Interaction.Operate;
import billow.model.archetype.TableOperation;
import billow.model.value.Distribution;
import billow.simulator.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Examples from the DynamoDB developer guide: the sizes are in KB, the units are capacity units.
class CapacityUnitsTest {
    @ParameterizedTest
    @CsvSource({
        "GET, true, 8, 2",
        "GET, false, 8, 1",
        "TRANSACT_GET, false, 8, 4",
        "GET, true, 0.001, 1",
        "GET, false, 0.001, 0.5",
        "GET, true, 4, 1",
        "GET, true, 4.001, 2",
        "GET, false, 4.001, 1",
        "GET, true, 0, 1",
        "GET, false, 0, 0.5",
        "TRANSACT_GET, true, 0, 2",
        "BATCH_GET, true, 1.5, 1",
        "BATCH_GET, true, 6.5, 2",
        "QUERY, true, 40.8, 11",
        "QUERY, false, 40.8, 5.5",
        "SCAN, true, 40.8, 11",
        "GET, true, 400, 100",
    })
    void readsTakeOneUnitForEachFourKilobytesBegun(
            TableOperation operation, boolean strong, double kilobytes, double units) {
        assertThat(CapacityUnits.halfReadUnits(operation, strong, bytes(kilobytes)) / 2.0)
                .isEqualTo(units);
        assertThat(CapacityUnits.writeUnits(operation, bytes(kilobytes))).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, 0.5, 1",
        "PUT, 1, 1",
        "PUT, 1.001, 2",
        "UPDATE, 3.5, 4",
        "DELETE, 0, 1",
        "DELETE, 2.5, 3",
        "BATCH_WRITE, 0.5, 1",
        "BATCH_WRITE, 3.5, 4",
        "TRANSACT_WRITE, 0.5, 2",
        "TRANSACT_WRITE, 1.5, 4",
        "PUT, 400, 400",
    })
    void writesTakeOneUnitForEachKilobyteBegun(TableOperation operation, double kilobytes, long units) {
        assertThat(CapacityUnits.writeUnits(operation, bytes(kilobytes))).isEqualTo(units);
        assertThat(CapacityUnits.halfReadUnits(operation, true, bytes(kilobytes)))
                .isZero();
    }

    @Test
    void batchesRoundEachItemAndQueriesTheSum() {
        assertThat(of(TableOperation.BATCH_GET, true, 1.5, 10)).isEqualTo(2 * 10);
        assertThat(of(TableOperation.QUERY, true, 1.5, 10)).isEqualTo(2 * 4);
        assertThat(of(TableOperation.SCAN, false, 1.5, 10)).isEqualTo(4);
        assertThat(of(TableOperation.BATCH_WRITE, false, 1.5, 10)).isEqualTo(20);
        assertThat(of(TableOperation.BATCH_GET, true, 1.5, 1) + of(TableOperation.BATCH_GET, true, 6.5, 1))
                .isEqualTo(2 * 3);
        assertThat(of(TableOperation.BATCH_WRITE, false, 0.5, 1) + of(TableOperation.BATCH_WRITE, false, 3.5, 1))
                .isEqualTo(5);
    }

    @Test
    void transactionsTakeTwice() {
        assertThat(of(TableOperation.TRANSACT_WRITE, false, 500 / 1024.0, 3)).isEqualTo(6);
        assertThat(of(TableOperation.TRANSACT_GET, false, 8, 1)).isEqualTo(2 * 4);
    }

    @Test
    void singleItemOperationsTouchOneItem() {
        assertThat(of(TableOperation.PUT, false, 1, 25)).isEqualTo(1);
        assertThat(of(TableOperation.GET, true, 1, 25)).isEqualTo(2);
    }

    @Test
    void longScansTakeWhatTheirSizeSays() {
        assertThat(of(TableOperation.SCAN, false, 1, 1_000_000)).isEqualTo(250_000);
    }

    @Test
    void missingItemsTakeTheLeast() {
        var cost = new OperationCost(
                new Operate(TableOperation.BATCH_GET, new Distribution.Constant(40_960), 100, false, 0, 0.3));
        long units = 0;
        int calls = 1000;
        for (int i = 0; i < calls; i++) units += cost.units(Key.mix(1, i));
        // 0.3 × 1 + 0.7 × 10 half units per item; one item has a deviation of 9 × √(0.3 × 0.7).
        double deviation = 9 * Math.sqrt(0.21 / (calls * 100));
        assertThat(units / (calls * 100.0)).isCloseTo(7.3, org.assertj.core.api.Assertions.within(3.3 * deviation));
    }

    private static long of(TableOperation operation, boolean strong, double kilobytes, int items) {
        var size = new Distribution.Constant(bytes(kilobytes));
        return new OperationCost(new Operate(operation, size, items, strong, 0, 0)).units(Key.mix(1, 2));
    }

    private static long bytes(double kilobytes) {
        return (long) Math.ceil(kilobytes * 1024);
    }
}
