package billow.test.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.app.study.MonthlyBill;
import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.pricing.FreeTier;
import billow.simulator.run.Blueprint;
import billow.simulator.run.Designs;
import billow.simulator.run.Progress;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import org.junit.jupiter.api.Test;

/// Golden designs of small services: one request a second, billed for a month as arithmetic by hand says, in us-east-1.
class NetworkMonthTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double REQUESTS = 730 * 3_600.0;
    private static final double GIGABYTE = 1L << 30;

    private static double bill(Design design) {
        var settings = RunSettings.DEFAULT
                .lasting(3_600 * SECOND)
                .warmingUp(60 * SECOND)
                .replicated(1);
        var run = Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        var billing = BillingSettings.STANDARD.in("us-east-1").with(FreeTier.NONE);
        return MonthlyBill.of(run, Billing.standard(), billing).bill().total().doubleValue();
    }

    private static Designs clients() {
        return Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        "arrivals",
                        "constant",
                        "rate",
                        1.0,
                        "network",
                        Designs.NOTHING,
                        "payload",
                        new Distribution.Constant(1_000));
    }

    @Test
    void aNatGatewayIsBilledByZoneHourAndByte() {
        var design = clients()
                .node(
                        "nat",
                        "aws.ec2.natgateway",
                        "zones",
                        3L,
                        "latency",
                        Designs.NOTHING,
                        "responseSize",
                        new Distribution.Constant(9_000))
                .node("out", "external.service", "latency", Designs.NOTHING)
                .link("clients", "nat")
                .link("nat", "out")
                .done();
        assertThat(bill(design)).isCloseTo(3 * 730 * 0.045 + REQUESTS * 10_000 / GIGABYTE * 0.045, within(0.005));
    }

    @Test
    void aKeyIsBilledByTheMonthAndByCall() {
        var design = clients()
                .node("key", "aws.kms.key", "keys", 2L, "latency", Designs.NOTHING)
                .link("clients", "key", LinkKind.CALL)
                .done();
        assertThat(bill(design)).isCloseTo(2 + REQUESTS * 0.000003, within(0.005));
    }

    @Test
    void aFileSystemIsBilledByWhatItKeepsAndMoves() {
        var design = clients()
                .node(
                        "files",
                        "aws.efs.filesystem",
                        "stored",
                        100L << 30,
                        "infrequentAccess",
                        0.5,
                        "writeLatency",
                        Designs.NOTHING)
                .link(
                        "clients",
                        "files",
                        LinkKind.OPERATE,
                        "operation",
                        "write",
                        "operationSize",
                        new Distribution.Constant(1_000))
                .done();
        // An operation counts as 4 KB at least.
        assertThat(bill(design)).isCloseTo(50 * 0.3 + 50 * 0.025 + REQUESTS * 4_096 / GIGABYTE * 0.06, within(0.005));
    }

    @Test
    void aDistributionIsBilledWhereItsViewersAre() {
        var design = clients()
                .node(
                        "cdn",
                        "aws.cloudfront.distribution",
                        "objectSize",
                        new Distribution.Constant(100_000),
                        "edgeLatency",
                        Designs.NOTHING,
                        "regionalLatency",
                        Designs.NOTHING,
                        "originLatency",
                        Designs.NOTHING,
                        "farLatency",
                        Designs.NOTHING,
                        "viewersNorthAmerica",
                        1.0,
                        "viewersSouthAmerica",
                        3.0)
                .node("origin", "external.service", "latency", Designs.NOTHING)
                .link("clients", "cdn")
                .link("cdn", "origin")
                .done();
        double gigabytes = REQUESTS * 100_000 / GIGABYTE;
        double north = 0.25 * (REQUESTS * 0.000001 + gigabytes * 0.085);
        double south = 0.75 * (REQUESTS * 0.0000022 + gigabytes * 0.11);
        assertThat(bill(design)).isCloseTo(north + south, within(0.005));
    }
}
