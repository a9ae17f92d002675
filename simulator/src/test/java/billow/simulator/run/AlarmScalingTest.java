package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static billow.simulator.run.Functions.MILLI;
import static billow.simulator.run.Functions.plain;
import static billow.simulator.run.Functions.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution.Constant;
import billow.simulator.flow.Measure;
import org.junit.jupiter.api.Test;

/// Alarms that change capacity: what is configured when, worked out by hand.
class AlarmScalingTest {
    private static final int SECONDS = 1_800;

    private static Designs alarm(Designs designs, String watched, String metric, Object... scaling) {
        return designs.node("alarm", "aws.cloudwatch.alarm", "metricName", metric, "threshold", 1.0)
                .link(watched, "alarm", LinkKind.WATCH)
                .link("alarm", watched, LinkKind.SCALE, scaling);
    }

    private static Measure.Level level(Replication run, String node, String metric) {
        return (Measure.Level) Functions.node(run, node).measures().get(metric);
    }

    private static long count(Replication run, String node, String metric) {
        return ((Measure.Count) Functions.node(run, node).measures().get(metric)).value();
    }

    private static Replication function(Object... scaling) {
        return Functions.run(
                alarm(
                                steady(10)
                                        .node(
                                                "f",
                                                "aws.lambda.function",
                                                plain("alias", "live", "provisionedConcurrentExecutions", 2L))
                                        .link("clients", "f"),
                                "f",
                                "provisionedConcurrencySpilloverInvocations",
                                scaling)
                        .done(),
                SECONDS);
    }

    /// Ten executions at once where two environments are ready. After the first minute four more are configured, there
    /// at 150.06 s; the cooldown ends at 450.06 s; the alarm asks again at 480 s, and that is enough.
    @Test
    void provisionedConcurrencyGrowsByStepsAndWaitsForTheCooldown() {
        var designs = steady(10)
                .node(
                        "f",
                        "aws.lambda.function",
                        "alias",
                        "live",
                        "provisionedConcurrentExecutions",
                        2L,
                        "duration",
                        new Constant(950 * MILLI),
                        "coldDuration",
                        new Constant(950 * MILLI),
                        "invokeOverhead",
                        NOTHING)
                .link("clients", "f");
        var run = Functions.run(
                alarm(designs, "f", "provisionedConcurrencySpilloverInvocations", "scalingAdjustment", 4.0)
                        .done(),
                SECONDS);
        var configured = level(run, "f", "provisionedConcurrentExecutions");
        double area = 2 * 60 + 6 * 420 + 10 * (SECONDS - 480);
        assertThat(configured.mean()).isCloseTo(area / SECONDS, within(1e-9));
        assertThat(configured.max()).isEqualTo(10);
        assertThat(count(run, "alarm", "scalings")).isEqualTo(2);
        // Billed as configured.
        assertThat(Functions.node(run, "f").get(Counter.PROVISIONED_ENVIRONMENT_MILLIS))
                .isCloseTo(1_000 * area, within(1.0));
        assertThat(Functions.node(run, "f")
                        .slices()
                        .get("provisionedConcurrentExecutions")
                        .values())
                .startsWith(2, 2, 2, 2, 6)
                .endsWith(10);
    }

    /// Nothing spills, so nothing changes; a cheaper number is configured by the state that is OK.
    @Test
    void capacityShrinksWhenAllIsWell() {
        var run = function("actionOn", "OK", "adjustmentType", "ExactCapacity", "scalingAdjustment", 1.0);
        assertThat(level(run, "f", "provisionedConcurrentExecutions").mean())
                .isCloseTo((2.0 * 60 + 1.0 * (SECONDS - 60)) / SECONDS, within(1e-9));
    }

    /// An update of a table takes two minutes; while it is under way no other begins.
    @Test
    void tablesAreUpdatedOneAfterTheOther() {
        var table = Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", 2.0, "network", NOTHING)
                .node("f", "aws.lambda.function")
                .node("table", "aws.dynamodb.table", "billingMode", "PROVISIONED", "writeCapacityUnits", 5L)
                .link("clients", "f")
                .link("f", "table", "operation", "putItem");
        var run = Functions.run(
                alarm(
                                table,
                                "table",
                                "consumedWriteCapacityUnits",
                                "adjustmentType",
                                "PercentChangeInCapacity",
                                "scalingAdjustment",
                                100.0,
                                "cooldown",
                                0L,
                                "maxCapacity",
                                30L)
                        .done(),
                SECONDS);
        // Asked for at 60, 180, 300 s, there at 180, 300, 420 s; at 180 and 300 s the alarm asks after the update.
        double area = 5 * 180 + 10 * 120 + 20 * 120 + 30 * (SECONDS - 420);
        assertThat(level(run, "table", "provisionedWriteCapacityUnits").mean()).isCloseTo(area / SECONDS, within(1e-9));
        assertThat(count(run, "alarm", "scalings")).isEqualTo(3);
        assertThat(level(run, "table", "provisionedReadCapacityUnits").max())
                .isEqualTo(level(run, "table", "provisionedReadCapacityUnits").mean());
    }

    /// Of bounds that exclude each other the greatest capacity holds, and the run goes on.
    @Test
    void aLeastCapacityAboveTheGreatestEndsNoRun() {
        var table = Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", 2.0, "network", NOTHING)
                .node("f", "aws.lambda.function")
                .node("table", "aws.dynamodb.table", "billingMode", "PROVISIONED", "writeCapacityUnits", 5L)
                .link("clients", "f")
                .link("f", "table", "operation", "putItem");
        var run = Functions.run(
                alarm(
                                table,
                                "table",
                                "consumedWriteCapacityUnits",
                                "scalingAdjustment",
                                100.0,
                                "cooldown",
                                0L,
                                "minCapacity",
                                50L,
                                "maxCapacity",
                                30L)
                        .done(),
                SECONDS);
        // Asked for at 60 s, there at 180 s.
        double area = 5 * 180 + 30 * (SECONDS - 180);
        assertThat(level(run, "table", "provisionedWriteCapacityUnits").mean()).isCloseTo(area / SECONDS, within(1e-9));
    }

    /// A stream may not have more than twice its shards at once, and every record is done through splits and merges.
    @Test
    void shardsAreDoubledAndMergedAgain() {
        var stream = Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", 20.0, "network", NOTHING)
                .node("producer", "aws.lambda.function")
                .node("stream", "aws.kinesis.stream", "shardCount", 1L)
                .node("f", "aws.lambda.function")
                .link("clients", "producer")
                .link("producer", "stream")
                .link("stream", "f");
        var run = Functions.run(
                alarm(
                                stream,
                                "stream",
                                "incomingRecords",
                                "policyType",
                                "SimpleScaling",
                                "scalingAdjustment",
                                9.0,
                                "cooldown",
                                0L,
                                "maxCapacity",
                                4L)
                        .node(
                                "fewer",
                                "aws.cloudwatch.alarm",
                                "metricName",
                                "shards",
                                "statistic",
                                "Average",
                                "threshold",
                                4.0,
                                "evaluationPeriods",
                                10L)
                        .link("stream", "fewer", LinkKind.WATCH)
                        .link(
                                "fewer",
                                "stream",
                                LinkKind.SCALE,
                                "adjustmentType",
                                "ExactCapacity",
                                "scalingAdjustment",
                                2.0,
                                "cooldown",
                                3_600_000_000_000L)
                        .done(),
                SECONDS);
        // 1 until 120 s, 2 until 180 s, 4 until the other alarm has seen them ten times: at 720 s, done a minute later.
        double area = 120 + 2 * 60 + 4 * (780 - 180) + 2 * (SECONDS - 780);
        assertThat(level(run, "stream", "shards").mean()).isCloseTo(area / SECONDS, within(1e-9));
        long written = count(run, "stream", "incomingRecords");
        assertThat(Functions.node(run, "stream").get(Counter.SHARD_MILLIS)).isCloseTo(1_000 * area, within(1.0));
        assertThat(count(run, "f", "invocations")).isPositive();
        assertThat(written).isCloseTo(20L * SECONDS, within(20L));
    }
}
