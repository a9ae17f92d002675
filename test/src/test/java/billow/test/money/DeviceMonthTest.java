package billow.test.money;

import static billow.test.money.Metered.GIGABYTE;
import static billow.test.money.Metered.SECOND;
import static billow.test.money.Metered.clients;
import static billow.test.money.Metered.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.app.study.MonthlyBill;
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

/// Months of devices, secrets, endpoints and functions at the edge, at one request a second in us-east-1, billed as
/// arithmetic by hand says; and what the rules of devices' messages come to.
class DeviceMonthTest {
    private static final double HOURS = 730;
    private static final double REQUESTS = HOURS * 3_600;

    private static double bill(Designs design) {
        var settings = RunSettings.DEFAULT
                .lasting(3_600 * SECOND)
                .warmingUp(60 * SECOND)
                .replicated(1);
        var run = Simulation.run(Blueprint.of(design.done(), TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        var billing = BillingSettings.STANDARD.in("us-east-1").with(FreeTier.NONE);
        return MonthlyBill.of(run, Billing.standard(), billing).bill().total().doubleValue();
    }

    private static Designs devices(double perSecond) {
        return clients(perSecond)
                .node("iot", "aws.iot.core", "devices", 10_000L, "connected", 0.5)
                .node("out", "external.service", "latency", Designs.NOTHING)
                .node("other", "external.service", "latency", Designs.NOTHING)
                .link("clients", "iot", "messageSize", new Distribution.Constant(6 * 1024));
    }

    @Test
    void devicesAreBilledByMinuteMessageRuleAndAction() {
        var design = devices(1).link("iot", "out").link("iot", "other");
        // A message of 6 KB counts as two of 5 KB, at each of the two rules, too.
        double connected = 10_000 * 0.5 * HOURS * 60 * 0.00000008;
        double messages = REQUESTS * 2 * 0.000001;
        double rules = REQUESTS * 2 * 2 * (0.00000015 + 0.00000015);
        assertThat(bill(design)).isCloseTo(connected + messages + rules, within(0.005));
    }

    @Test
    void rulesSelectTheirShareOfMessages() {
        int messages = 20_000;
        var run = Metered.run(
                devices(100).link("iot", "out", "matchShare", 0.25).link("iot", "other", "matchShare", 0.0),
                messages / 100.0 + 0.005);
        // 99.9 % of the binomial distribution.
        double spread = 3.2905 * Math.sqrt(messages * 0.25 * 0.75);
        assertThat(run.of("iot", "iot.messages")).isEqualTo(2.0 * messages);
        double selected = run.of("iot", "iot.rules_triggered") / 2;
        assertThat(selected).isCloseTo(messages / 4.0, within(spread));
        assertThat(run.of("iot", "iot.actions") / 2).isEqualTo(selected);
        assertThat((double) run.count("iot", "topicMatch")).isEqualTo(selected);
        assertThat(run.node("other").offered()).isZero();
        assertThat((double) run.node("out").offered()).isCloseTo(selected, within(100.0));
    }

    @Test
    void aSecretIsBilledByTheMonthAndByCall() {
        var design = clients(1)
                .node("secret", "aws.secretsmanager.secret", "secrets", 3L, "latency", Designs.NOTHING)
                .link("clients", "secret", LinkKind.CALL);
        assertThat(bill(design)).isCloseTo(3 * 0.4 + REQUESTS * 0.000005, within(0.005));
    }

    @Test
    void anInterfaceEndpointIsBilledByZoneHourAndByteAndAGatewayEndpointNotAtAll() {
        var endpoint = clients(1, "payload", new Distribution.Constant(1_000))
                .node("out", "aws.secretsmanager.secret", "secrets", 0L, "latency", Designs.NOTHING)
                .node(
                        "vpc",
                        "aws.ec2.vpcendpoint",
                        "zones",
                        2L,
                        "latency",
                        Designs.NOTHING,
                        "responseSize",
                        new Distribution.Constant(9_000))
                .link("clients", "vpc")
                .link("vpc", "out");
        double calls = REQUESTS * 0.000005;
        assertThat(bill(endpoint))
                .isCloseTo(2 * HOURS * 0.01 + REQUESTS * 10_000 / GIGABYTE * 0.01 + calls, within(0.005));
        var gateway = Metered.run(
                clients(1)
                        .node("vpc", "aws.ec2.vpcendpoint", "vpcEndpointType", "Gateway")
                        .node("bucket", "aws.s3.bucket")
                        .link("clients", "vpc")
                        .link("vpc", "bucket"),
                60.5);
        assertThat(gateway.of("vpc", "vpc_endpoint.interface_hour")).isZero();
        assertThat(gateway.of("vpc", "vpc_endpoint.data_processed")).isZero();
        assertThat(gateway.node("bucket").offered()).isEqualTo(60);
    }

    @Test
    void functionsAtTheEdgeAreBilledByRunAndMillisecondInTheirOwnPrices() {
        int runs = 100;
        var run = Metered.run(
                clients(1)
                        .node("cdn", "aws.cloudfront.distribution", "edgeLatency", Designs.NOTHING)
                        .node(
                                "e",
                                "aws.lambda.edge",
                                "memorySize",
                                128L,
                                "duration",
                                millis(10.5),
                                "initDuration",
                                Designs.NOTHING,
                                "firstRunPenalty",
                                Designs.NOTHING,
                                "invokeOverhead",
                                Designs.NOTHING)
                        .node("origin", "external.service", "latency", Designs.NOTHING)
                        .link("clients", "cdn")
                        .link("cdn", "origin")
                        .link("cdn", "e", "eventType", "viewer-request"),
                runs + 0.5);
        assertThat(run.of("e", "lambda.edge_requests")).isEqualTo(runs);
        // 10.5 ms are billed as 11.
        assertThat(run.of("e", "lambda.edge_duration")).isCloseTo(runs * 0.011 * 128 / 1024, within(1e-9));
    }
}
