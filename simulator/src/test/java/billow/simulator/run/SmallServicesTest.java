package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.simulator.flow.Measure;
import billow.simulator.kernel.Checks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Keys, secrets and places on the way through a network, in designs small enough to follow by hand.
class SmallServicesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Distribution NOTHING = Designs.NOTHING;

    private static Designs clients(double rate) {
        return Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        "arrivals",
                        "constant",
                        "rate",
                        rate,
                        "network",
                        NOTHING,
                        "payload",
                        new Distribution.Constant(1024),
                        "timeout",
                        3_600 * SECOND);
    }

    private static NodeRun run(Design design, double seconds, String id) {
        var settings = RunSettings.DEFAULT
                .lasting((long) (seconds * SECOND))
                .warmingUp(0L)
                .replicated(1)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow()
                .replications()
                .getFirst()
                .nodes()
                .stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long count(NodeRun node, String metric) {
        return ((Measure.Count) node.measures().get(metric)).value();
    }

    @Test
    void refusesKeyCallsBeyondTheQuota() {
        var design = clients(200)
                .node("key", "aws.kms.key", "requestRate", 100.0, "latency", NOTHING)
                .link("clients", "key", LinkKind.CALL)
                .done();
        var key = run(design, 100, "key");
        // A full bucket of 100 and 100 a second after it.
        assertThat(key.get(Counter.BILLED_REQUESTS)).isBetween(10_098.0, 10_101.0);
        assertThat(count(key, "throttled")).isEqualTo(key.offered() - (long) key.get(Counter.BILLED_REQUESTS));
    }

    @Test
    void aCallerThatKeepsASecretAsksForItOncePerLife() {
        var design = clients(1)
                .node("secret", "aws.secretsmanager.secret", "latency", NOTHING, "clientCacheTtl", 95 * SECOND / 10)
                .link("clients", "secret", LinkKind.CALL)
                .done();
        var secret = run(design, 100, "secret");
        assertThat(secret.get(Counter.BILLED_REQUESTS)).isEqualTo(10.0);
        assertThat(count(secret, "clientCacheHits")).isEqualTo(90);
    }

    @Test
    void aNatGatewayCountsRequestsAndAnswersAndTakesItsTime() {
        var design = clients(10)
                .node(
                        "nat",
                        "aws.ec2.natgateway",
                        "latency",
                        new Distribution.Constant(2e6),
                        "responseSize",
                        new Distribution.Constant(3 * 1024))
                .node("payments", "external.service", "latency", NOTHING)
                .link("clients", "nat")
                .link("nat", "payments")
                .done();
        var nat = run(design, 100, "nat");
        assertThat(nat.get(Counter.BYTES_PROCESSED)).isBetween(999 * 4096.0, 1_000 * 4096.0);
        assertThat(nat.latency().meanMs()).isBetween(1.99, 2.01);
    }

    @Test
    void aNatGatewayRunsOutOfPorts() {
        var design = clients(1_000)
                .node("nat", "aws.ec2.natgateway", "zones", 1L, "latency", NOTHING)
                .node("slow", "external.service", "latency", new Distribution.Constant(200e9))
                .link("clients", "nat")
                .link("nat", "slow")
                .done();
        var nat = run(design, 60, "nat");
        assertThat(count(nat, "calls")).isEqualTo(55_000);
        assertThat(count(nat, "errorPortAllocation")).isBetween(4_999L, 5_001L);
    }

    @Test
    void anEndpointHandsAnOperationOnToItsTable() {
        var design = clients(10)
                .node("endpoint", "aws.ec2.vpcendpoint")
                .node("table", "aws.dynamodb.table")
                .link("clients", "endpoint")
                .link("endpoint", "table", "operation", "putItem", "itemSize", new Distribution.Constant(1500))
                .done();
        var table = run(design, 100, "table");
        assertThat(table.get(Counter.WRITE_UNITS)).isBetween(1_998.0, 2_000.0);
    }

    private static Design files(double rate, Object... set) {
        return clients(rate)
                .node("files", "aws.efs.filesystem", set)
                .link(
                        "clients",
                        "files",
                        LinkKind.OPERATE,
                        "operation",
                        "write",
                        "operationSize",
                        new Distribution.Constant(1 << 20))
                .done();
    }

    /// 99.9 % of 9000 draws at 0.4: a fifth of a second in infrequent access, nothing elsewhere.
    @Test
    void operationsInInfrequentAccessTakeTheirTime() {
        var all = run(infrequent(1.0, null), 90, "files");
        // 4 KB at 500 MB/s take 8 µs more.
        assertThat(all.latency().meanMs()).isCloseTo(200.0078, within(1e-3));
        assertThat(run(infrequent(0.0, null), 90, "files").latency().meanMs()).isLessThan(0.01);
        assertThat(run(infrequent(1.0, 0.0), 90, "files").latency().meanMs()).isLessThan(0.01);
        var some = run(infrequent(0.4, null), 90, "files");
        assertThat(some.latency().meanMs() / 200).isCloseTo(0.4, within(3.2905 * Math.sqrt(0.24 / 9_000)));
    }

    private static Design infrequent(double data, @Nullable Double touched) {
        var set = new java.util.ArrayList<Object>(java.util.List.of(
                "infrequentAccess",
                data,
                "readLatency",
                NOTHING,
                "writeLatency",
                NOTHING,
                "infrequentLatency",
                new Distribution.Constant(0.2e9)));
        if (touched != null) set.addAll(java.util.List.of("infrequentOperations", touched));
        return Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", 100.0, "network", NOTHING)
                .node("files", "aws.efs.filesystem", set.toArray())
                .link("clients", "files", LinkKind.OPERATE, "operationSize", NOTHING)
                .done();
    }

    /// Twice the baseline is written: credits last for credits / (demand − baseline).
    @Test
    void creditsOfAFileSystemLastAsLongAsTheyMust() {
        var set = new Object[] {
            "throughputMode", "bursting", "stored", 1L << 40, "burstCredits", 5_000L << 20, "writeLatency", NOTHING
        };
        var before = run(files(75, set), 195, "files");
        assertThat(count(before, "throttled")).isZero();
        var after = run(files(75, set), 300, "files");
        // 5000 MB of credits at 75 − 50 MB/s are gone after 200 s; each further second adds half a second of waiting.
        assertThat((double) count(after, "throttled")).isBetween(7_400.0, 7_600.0);
        // What arrived at 266.7 s waits until the end of the run, and no longer wait is seen.
        assertThat(after.latency().maxMs()).isBetween(33_000.0, 33_700.0);
    }

    @Test
    void aFileSystemMovesNoMoreThanIsProvisioned() {
        var files = run(
                files(
                        20,
                        "throughputMode",
                        "provisioned",
                        "provisionedThroughputInMibps",
                        10.0,
                        "writeLatency",
                        NOTHING),
                100,
                "files");
        // Half of what is asked for gets through in time: 1000 of 2000.
        assertThat(files.outcome(billow.simulator.flow.Outcome.OK)).isBetween(990L, 1_010L);
    }
}
