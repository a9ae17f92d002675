package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.value.Distribution.LogNormal;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Outcome;
import billow.simulator.kernel.Checks;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The same seed gives the same run, whatever else is different.
class DeterminismTest {
    private static final long SECOND = 1_000_000_000L;

    /// A chain with everything that could make a difference: throttling, retries, timeouts, cold starts, errors.
    static Design stressed() {
        return Designs.draw()
                .node("clients", "traffic.clients", "rate", 120.0, "retries", "standard", "timeout", 400_000_000L)
                .node(
                        "api",
                        "aws.apigateway.rest",
                        "throttlingRateLimit",
                        110.0,
                        "throttlingBurstLimit",
                        20L,
                        "timeoutInMillis",
                        300_000_000L)
                .node(
                        "f",
                        "aws.lambda.function",
                        "errorRate",
                        0.01,
                        "reservedConcurrentExecutions",
                        30L,
                        "timeout",
                        SECOND,
                        "duration",
                        LogNormal.ofMedianAndP99(60e6, 900e6),
                        "keepAlive",
                        new billow.model.value.Distribution.Exponential(20e9))
                .node(
                        "table",
                        "aws.dynamodb.table",
                        "billingMode",
                        "PROVISIONED",
                        "readCapacityUnits",
                        60L,
                        "writeCapacityUnits",
                        60L)
                .node("outside", "external.service", "errorRate", 0.05, "maxConcurrent", 20L)
                .link("clients", "api")
                .link("api", "f", "route", "GET /a", "share", 3.0)
                .link("api", "table", "route", "GET /b", "share", 1.0)
                .link("f", "table", "operation", "putItem", "calls", 1.5)
                .link("f", "outside", "calls", 0.3, "callTimeout", 200_000_000L)
                .done();
    }

    private static RunResult run(RunSettings settings) {
        return Simulation.run(Blueprint.of(stressed(), TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static final RunSettings SETTINGS = RunSettings.DEFAULT
            .lasting(120 * SECOND)
            .warmingUp(10 * SECOND)
            .replicated(3)
            .checked(Checks.FULL);

    /// Every number of a result: what it is of, and a hash, so that a difference is told briefly.
    static List<String> everything(RunResult result) {
        return numbers(result)
                .lines()
                .map(l -> l.substring(0, Math.min(30, l.length())) + " #" + l.hashCode())
                .toList();
    }

    private static String numbers(RunResult result) {
        var text = new StringBuilder();
        for (var r : result.replications()) {
            text.append(r.offered())
                    .append(' ')
                    .append(Arrays.toString(r.sent()))
                    .append('\n');
            for (var node : r.nodes()) {
                text.append(node.node().id()).append(node.offered());
                for (var o : Outcome.values()) text.append(' ').append(node.outcome(o));
                for (var c : Counter.values()) text.append(' ').append(node.get(c));
                text.append(node.measures())
                        .append(node.latency().meanMs())
                        .append(node.latency().percentileMs(99.9));
                node.slices().keySet().stream()
                        .sorted()
                        .forEach(k ->
                                text.append(Arrays.toString(node.slices().get(k).values())));
                text.append('\n');
            }
            for (var cause : Cause.values())
                text.append(r.requests().causes().sharesFrom(1_000_000).get(cause))
                        .append(' ');
        }
        return text.toString();
    }

    @Test
    void givesTheSameBitsForTheSameSeed() {
        assertThat(everything(run(SETTINGS))).isEqualTo(everything(run(SETTINGS)));
    }

    @Test
    void givesTheSameBitsOnOneAndTwoThreads() {
        assertThat(everything(run(SETTINGS))).isEqualTo(everything(run(SETTINGS.onThreads(2))));
    }

    @Test
    void givesTheSameBitsWhenPureDelaysAreFoldedOrNot() {
        assertThat(everything(run(SETTINGS.folded(false)))).isEqualTo(everything(run(SETTINGS)));
    }

    @Test
    void givesOtherNumbersForAnotherSeed() {
        assertThat(everything(run(SETTINGS.seeded(2)))).isNotEqualTo(everything(run(SETTINGS)));
    }

    @Test
    void accountsForEveryRequestAtEveryNode() {
        var result = run(SETTINGS);
        for (var node : result.nodes()) assertConserved(node.requests());
        assertConserved(result.requests());
        assertThat(result.requests().throttled()).isPositive();
        assertThat(result.requests().timedOut()).isPositive();
        assertThat(result.requests().failed()).isPositive();
    }

    private static void assertConserved(Outcomes o) {
        assertThat(o.succeeded()
                        + o.throttled()
                        + o.failed()
                        + o.timedOut()
                        + o.deadLettered()
                        + o.dropped()
                        + o.inFlight())
                .isEqualTo(o.offered());
        assertThat(o.inFlight()).isNotNegative();
    }
}
