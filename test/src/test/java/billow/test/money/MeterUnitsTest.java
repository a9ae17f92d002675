package billow.test.money;

import static billow.test.money.Metered.GIGABYTE;
import static billow.test.money.Metered.SECOND;
import static billow.test.money.Metered.clients;
import static billow.test.money.Metered.function;
import static billow.test.money.Metered.kilobytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.kind.LinkKind;
import billow.model.kind.Meter;
import billow.model.kind.NodeKind;
import billow.model.service.Catalogue;
import billow.model.value.Distribution;
import billow.pricing.book.PriceBook;
import billow.pricing.book.Rounding;
import billow.simulator.run.Designs;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Kinds meter in the units prices are per, and what is counted in a run is rounded as the price book says.
class MeterUnitsTest {
    private static final PriceBook BOOK = PriceBook.bundled();
    private static final int USES = 10;
    private static final double END = 10.5;

    @TestFactory
    Stream<DynamicTest> everyKindMetersInTheUnitOfThePrice() {
        return Catalogue.kinds().stream().flatMap(kind -> kind.meters().stream().map(meter -> unit(kind, meter)));
    }

    private static DynamicTest unit(NodeKind kind, Meter meter) {
        return DynamicTest.dynamicTest(
                kind.id() + " meters " + meter.id(),
                () -> assertThat(meter.unit())
                        .isEqualTo(BOOK.meter(meter.id()).orElseThrow().unit()));
    }

    /// Ten uses of one size, and the quantity that one step of the meter's rounding adds.
    ///
    /// @param run  ten uses whose size is given in the measure of the rounding
    /// @param step quantity for one step
    private record Probe(DoubleFunction<Metered> run, String node, double step) {}

    private static final double KILOBYTE = 1024 / GIGABYTE;

    private static final Object[] RARE = {"tableClass", "STANDARD_INFREQUENT_ACCESS"};

    private static final Map<String, Probe> PROBES = new HashMap<>(Map.of(
            "lambda.requests",
            new Probe(size -> event(size), "f", 1),
            "lambda.duration_x86",
            new Probe(millis -> invocation(millis, "x86_64", 0), "f", 0.001),
            "lambda.duration_arm",
            new Probe(millis -> invocation(millis, "arm64", 0), "f", 0.001),
            "lambda.provisioned_duration_x86",
            new Probe(millis -> invocation(millis, "x86_64", 1), "f", 0.001),
            "lambda.provisioned_duration_arm",
            new Probe(millis -> invocation(millis, "arm64", 1), "f", 0.001),
            "apigateway.http_requests",
            new Probe(MeterUnitsTest::request, "api", 1),
            "sqs.standard",
            new Probe(size -> sent("aws.sqs.queue", "messageSize", size), "to", 1),
            "sns.standard_publish",
            new Probe(size -> sent("aws.sns.topic", "messageSize", size), "to", 1),
            "eventbridge.custom_events",
            new Probe(size -> sent("aws.events.bus", "eventSize", size), "to", 1),
            "firehose.ingest_5KB_rounded",
            new Probe(size -> sent("aws.firehose.deliverystream", "recordSize", size), "to", 5 * KILOBYTE)));

    static {
        PROBES.put(
                "kinesis.put_payload_unit", new Probe(size -> sent("aws.kinesis.stream", "recordSize", size), "to", 1));
        PROBES.put(
                "kinesis.ondemand_data_in",
                new Probe(
                        size -> sent("aws.kinesis.stream", "recordSize", size, "streamMode", "ON_DEMAND"),
                        "to",
                        KILOBYTE));
        PROBES.put("dynamodb.ondemand_read", new Probe(size -> operation("getItem", size), "table", 1));
        PROBES.put("dynamodb.ondemand_write", new Probe(size -> operation("putItem", size), "table", 1));
        PROBES.put("dynamodb.ondemand_read_IA", new Probe(size -> operation("getItem", size, RARE), "table", 1));
        PROBES.put("dynamodb.ondemand_write_IA", new Probe(size -> operation("putItem", size, RARE), "table", 1));
        // Once in each of two regions.
        PROBES.put(
                "dynamodb.replicated_write",
                new Probe(size -> operation("putItem", size, "replicas", "eu-west-1"), "table", 2));
        PROBES.put(
                "sqs.fifo", new Probe(size -> sent("aws.sqs.queue", "messageSize", size, "fifoQueue", true), "to", 1));
        PROBES.put("eventbridge.pipes_requests", new Probe(MeterUnitsTest::piped, "pipe", 1));
        PROBES.put("iot.messages", new Probe(size -> sent("aws.iot.core", "messageSize", size), "to", 1));
        PROBES.put("lambda.edge_duration", new Probe(MeterUnitsTest::atTheEdge, "edge", 0.001 * 128 / 1024));
        PROBES.put("apigateway.websocket_messages", new Probe(MeterUnitsTest::message, "to", 1));
        PROBES.put("appsync.realtime_update", new Probe(MeterUnitsTest::update, "to", 1));
        PROBES.put("lambda.response_streaming_over_6MB", new Probe(MeterUnitsTest::streamed, "f", 1 / 1024.0));
        PROBES.put("stepfunctions.express_duration", new Probe(MeterUnitsTest::execution, "flow", 0.1 * 64 / 1024));
    }

    /// Rounded by what is configured, not by use.
    private static boolean standing(String meter) {
        return BOOK.meter(meter).orElseThrow().nature() == billow.pricing.book.Meter.Nature.STANDING
                || meter.equals("lambda.ephemeral_storage_over_512MB");
    }

    @TestFactory
    Stream<DynamicTest> everyUseIsRoundedAsThePriceBookSays() {
        return Catalogue.kinds().stream()
                .flatMap(kind -> kind.meters().stream())
                .map(Meter::id)
                .distinct()
                .filter(meter -> BOOK.meter(meter).orElseThrow().rounding() != null && !standing(meter))
                .map(meter -> DynamicTest.dynamicTest(meter, () -> rounds(meter)));
    }

    private static void rounds(String meter) {
        var probe = PROBES.get(meter);
        assertThat(probe)
                .as("a probe for %s: its uses are rounded, and nothing shows that a run rounds them so", meter)
                .isNotNull();
        var rounding = Objects.requireNonNull(BOOK.meter(meter).orElseThrow().rounding());
        double step = rounding.step().doubleValue();
        double free = rounding.free().doubleValue();
        for (double size : new double[] {free + step / 2, free + step, free + step * 1.05, free + step * 3.02})
            assertThat(probe.run().apply(size).of(probe.node(), meter))
                    .as("%d uses of %s %s", USES, size, rounding.measure())
                    .isCloseTo(USES * steps(rounding, size) * probe.step(), within(1e-9));
    }

    private static double steps(Rounding rounding, double size) {
        return rounding.steps(BigDecimal.valueOf(size)).doubleValue();
    }

    private static Metered event(double kilobytes) {
        return Metered.run(
                clients(1, "payload", kilobytes(kilobytes))
                        .node("f", "aws.lambda.function", function(1))
                        .link("clients", "f", "invocationType", "async"),
                10.9);
    }

    private static Metered invocation(double millis, String architecture, long provisioned) {
        var set = provisioned == 0
                ? new Object[] {"memorySize", 1024L, "architecture", architecture}
                : new Object[] {
                    "memorySize", 1024L, "architecture", architecture, "provisionedConcurrentExecutions", provisioned
                };
        return Metered.run(
                clients(1)
                        .node("f", "aws.lambda.function", function(millis, set))
                        .link("clients", "f"),
                END);
    }

    /// Responses that take up to 1.6 s to stream.
    private static Metered streamed(double megabytes) {
        return Metered.run(
                clients(0.5)
                        .node(
                                "f",
                                "aws.lambda.function",
                                function(1, "responseSize", kilobytes(megabytes * 1024), "invokeMode", "streamed"))
                        .link("clients", "f"),
                21.9);
    }

    private static Metered request(double kilobytes) {
        return Metered.run(
                clients(1, "payload", kilobytes(kilobytes))
                        .node("api", "aws.apigateway.http", "overhead", Designs.NOTHING)
                        .node("f", "aws.lambda.function", function(1))
                        .link("clients", "api")
                        .link("api", "f"),
                END);
    }

    private static Metered message(double kilobytes) {
        return Metered.run(
                clients(1, "payload", kilobytes(kilobytes))
                        .node("to", "aws.apigateway.websocket")
                        .link("clients", "to"),
                END);
    }

    private static Metered update(double kilobytes) {
        var set = new Object[] {
            "mutationShare",
            1.0,
            "subscribersPerMutation",
            1.0,
            "updateSize",
            kilobytes(kilobytes),
            "overhead",
            Designs.NOTHING
        };
        return Metered.run(clients(1).node("to", "aws.appsync.api", set).link("clients", "to"), END);
    }

    private static Metered sent(String kind, String parameter, double kilobytes, Object... set) {
        return Metered.run(
                clients(1).node("to", kind, set).link("clients", "to", parameter, kilobytes(kilobytes)), END);
    }

    private static Metered piped(double kilobytes) {
        return Metered.run(
                clients(1)
                        .node("queue", "aws.sqs.queue")
                        .node("pipe", "aws.pipes.pipe")
                        .node("f", "aws.lambda.function", function(1))
                        .link("clients", "queue", "messageSize", kilobytes(kilobytes))
                        .link("queue", "pipe", "batchSize", 1L)
                        .link("pipe", "f"),
                END);
    }

    private static Metered operation(String operation, double kilobytes, Object... table) {
        return Metered.run(
                clients(1)
                        .node("f", "aws.lambda.function", function(1))
                        .node("table", "aws.dynamodb.table", table)
                        .link("clients", "f")
                        .link(
                                "f",
                                "table",
                                "operation",
                                operation,
                                "itemSize",
                                kilobytes(kilobytes),
                                "consistentRead",
                                true),
                END);
    }

    private static Metered atTheEdge(double millis) {
        var none = Designs.NOTHING;
        return Metered.run(
                clients(1)
                        .node("cdn", "aws.cloudfront.distribution", "edgeLatency", none, "originLatency", none)
                        .node("origin", "external.service", "latency", none)
                        .node(
                                "edge",
                                "aws.lambda.edge",
                                "duration",
                                new Distribution.Constant(millis * 1e6),
                                "initDuration",
                                none,
                                "sandboxTime",
                                none,
                                "firstRunPenalty",
                                none,
                                "invokeOverhead",
                                none)
                        .link("clients", "cdn")
                        .link("cdn", "origin")
                        .link("cdn", "edge", LinkKind.INVOKE),
                END);
    }

    private static Metered execution(double millis) {
        var machine = WorkflowMeteringTest.definition(
                "W", "'W':{'Type':'Wait','Seconds':0,'Next':'A'},'A':{'Type':'Task','Resource':'f','End':true}");
        return Metered.run(
                clients(1, "timeout", 3_600 * SECOND)
                        .node(
                                "flow",
                                "aws.stepfunctions.statemachine",
                                "type",
                                "EXPRESS",
                                "definition",
                                machine,
                                "startLatency",
                                Designs.NOTHING,
                                "taskOverhead",
                                Designs.NOTHING,
                                "transitionLatency",
                                Designs.NOTHING)
                        .node("f", "aws.lambda.function", function(millis))
                        .link("clients", "flow")
                        .link("flow", "f"),
                10.999);
    }

    @Test
    void noProbeIsLeftOver() {
        var meters = Catalogue.kinds().stream()
                .flatMap(kind -> kind.meters().stream())
                .map(Meter::id)
                .toList();
        assertThat(meters).containsAll(PROBES.keySet());
    }
}
