package billow.diagrams.glyph;

import billow.model.kind.Category;
import billow.model.kind.NodeKind;
import java.util.Map;

/// Path data of every glyph, drawn for Billow: lines on a square of 24 by 24, to be stroked with round ends, not
/// filled.
/// Window, report and pictures show the same ones.
public final class Glyphs {
    /// By kind id.
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry(
                    "traffic.clients",
                    "M12 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5z M4.5 20c.4-3.6 3.4-5.5 7.5-5.5s7.1 1.9 7.5 5.5"),
            Map.entry(
                    "external.service",
                    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z M3.5 12h17 M12 3.5c2.4 2.4 3.6 5.3 3.6 8.5s-1.2 6.1-3.6 8.5"
                            + " M12 3.5c-2.4 2.4-3.6 5.3-3.6 8.5s1.2 6.1 3.6 8.5"),
            Map.entry(
                    "aws.cloudfront.distribution",
                    "M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7 M12 8.5V3.5 M12 15.5v5 M8.5 12h-5 M15.5 12h5"
                            + " M5.9 5.9l3.6 3.6 M14.5 14.5l3.6 3.6 M18.1 5.9l-3.6 3.6 M9.5 14.5l-3.6 3.6"),
            Map.entry(
                    "aws.lambda.edge",
                    "M5 6h1.8c.6 0 1 .3 1.2.8L12 17.2c.2.5.6.8 1.2.8h1.8 M9 11L5 18 M15 4.5a7.5 7.5 0 0 1 4.5 6.8"),
            Map.entry("aws.ses.identity", "M4 6h16v12H4z M4 7l8 6 8-6 M4 18l6-6.5 M20 18l-6-6.5"),
            Map.entry("aws.efs.filesystem", "M4 6.5h6l2 2.5h8v10H4z M8 14h8 M13.5 11.5L16 14l-2.5 2.5"),
            Map.entry(
                    "aws.iot.core",
                    "M9 9h6v6H9z M12 9V5.5 M12 15v3.5 M9 12H5.5 M15 12h3.5 M12 3.5h.01 M12 20.5h.01 M3.5 12h.01 M20.5 12h.01"),
            Map.entry("aws.kms.key", "M8 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8 M12 12h8.5 M17 12v3.5 M20.5 12v3.5"),
            Map.entry(
                    "aws.secretsmanager.secret",
                    "M5.5 10.5h13v9.5h-13z M8 10.5V8a4 4 0 0 1 8 0v2.5 M9 15.2h.01 M12 15.2h.01 M15 15.2h.01"),
            Map.entry("aws.ec2.natgateway", "M4 4.5h9v15H4z M8 9h12 M16.5 5.5L20 9l-3.5 3.5 M13 15.5H8"),
            Map.entry(
                    "aws.ec2.vpcendpoint", "M4 4.5h9v15H4z M8 12h8 M18.2 9.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4"),
            Map.entry("aws.apigateway.rest", "M4 8.5h14 M14.5 5l3.5 3.5-3.5 3.5 M20 15.5H6 M9.5 12L6 15.5 9.5 19"),
            Map.entry("aws.apigateway.http", "M7.5 6.5L3 12l4.5 5.5 M16.5 6.5L21 12l-4.5 5.5 M13.8 4.5l-3.6 15"),
            Map.entry(
                    "aws.apigateway.websocket",
                    "M6.5 9.5a2.5 2.5 0 1 0 0 5 M17.5 9.5a2.5 2.5 0 1 1 0 5 M6.5 9.5H9 M6.5 14.5H9 M15 9.5h2.5 M15 14.5h2.5"
                            + " M8.5 12h7 M10.5 5.5L12 7.5l1.5-2 M10.5 18.5l1.5-2 1.5 2"),
            Map.entry("aws.appsync.api", "M12 3.5l7.4 4.25v8.5L12 20.5l-7.4-4.25v-8.5z M12 3.5L4.6 16.25h14.8z"),
            Map.entry(
                    "aws.elasticloadbalancing.applicationloadbalancer",
                    "M3.5 12h5 M8.5 12L18 5.5 M8.5 12H18 M8.5 12l9.5 6.5 M20.5 5.5h-2.5 M20.5 12H18 M20.5 18.5H18"
                            + " M8.5 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"),
            Map.entry(
                    "aws.cognito.userpool",
                    "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6z M3.5 19c.3-3.2 2.5-5 5.5-5 1.2 0 2.3.3 3.2.9"
                            + " M16.5 12.5l4 1.5v2.5c0 2-1.6 3.4-4 4.5-2.4-1.1-4-2.5-4-4.5V14z"),
            Map.entry(
                    "aws.lambda.function", "M7 4.5h2.2c.6 0 1 .3 1.2.8l5.2 13.4c.2.5.6.8 1.2.8H19 M11.6 9.8L6.8 19.5"),
            Map.entry("aws.sqs.queue", "M3.5 7.5h4v9h-4z M10 7.5h4v9h-4z M17 9l3.5 3-3.5 3"),
            Map.entry("aws.firehose.deliverystream", "M5 4.5h14l-5 7v5l-4 3v-8z"),
            Map.entry(
                    "aws.kinesis.stream",
                    "M3.5 7.2c2.8-2.4 5.7-2.4 8.5 0s5.7 2.4 8.5 0 M3.5 12.2c2.8-2.4 5.7-2.4 8.5 0s5.7 2.4 8.5 0"
                            + " M3.5 17.2c2.8-2.4 5.7-2.4 8.5 0s5.7 2.4 8.5 0"),
            Map.entry(
                    "aws.dynamodb.table",
                    "M5 6.3c0-1.6 3.1-2.8 7-2.8s7 1.2 7 2.8-3.1 2.8-7 2.8-7-1.2-7-2.8z M5 6.3v11.4c0 1.6 3.1 2.8 7 2.8s7-1.2 7-2.8V6.3"
                            + " M5 12c0 1.6 3.1 2.8 7 2.8s7-1.2 7-2.8"),
            Map.entry(
                    "aws.dax.cluster",
                    "M5 6.3c0-1.6 3.1-2.8 7-2.8s7 1.2 7 2.8-3.1 2.8-7 2.8-7-1.2-7-2.8z M5 6.3v11.4c0 1.6 3.1 2.8 7 2.8s7-1.2 7-2.8V6.3"
                            + " M13 10.5l-3 4h4l-3 4"),
            Map.entry(
                    "aws.s3.bucket",
                    "M4.5 6.2c0-1.5 3.4-2.7 7.5-2.7s7.5 1.2 7.5 2.7-3.4 2.7-7.5 2.7-7.5-1.2-7.5-2.7z M4.5 6.2l2 12.3c.2 1.2 2.6 2 5.5 2s5.3-.8 5.5-2l2-12.3"),
            Map.entry(
                    "aws.stepfunctions.statemachine",
                    "M9 3.5h6v5H9z M3.5 15.5h6v5h-6z M14.5 15.5h6v5h-6z M12 8.5V12 M6.5 15.5V14c0-1.1.9-2 2-2h7c1.1 0 2 .9 2 2v1.5"),
            Map.entry(
                    "aws.sns.topic",
                    "M3.5 12h5.2M8.7 12l8-6M8.7 12h8.3M8.7 12l8 6M18.4 7.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4M18.8 13.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4M18.4 20.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4"),
            Map.entry(
                    "aws.pipes.pipe",
                    "M3.5 9h5v6h-5z M8.5 12H11 M13.5 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z M16 12h4.5 M18 9.5l2.5 2.5-2.5 2.5"),
            Map.entry(
                    "aws.events.bus",
                    "M3.5 12h17M7 12V6.5M12 12v5.5M17 12V6.5M7 6.2a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2M17 6.2a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2M12 21a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2"),
            Map.entry(
                    "aws.cloudwatch.alarm",
                    "M12 3.5v1.7 M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.7 1.7H4.8z M10 20.3a2.2 2.2 0 0 0 4 0"),
            Map.entry(
                    "aws.scheduler.schedule", "M12 20.2a8.2 8.2 0 1 0 0-16.4 8.2 8.2 0 0 0 0 16.4M12 7.2V12l3.4 2.2"));

    private Glyphs() {}

    /// The glyph of a kind, or that of its family while it has none of its own.
    public static String of(NodeKind kind) {
        return KINDS.getOrDefault(kind.id(), of(kind.category()));
    }

    /// Whether a kind has a glyph of its own.
    public static boolean has(NodeKind kind) {
        return KINDS.containsKey(kind.id());
    }

    /// The glyph of a family.
    public static String of(Category category) {
        return switch (category) {
            case TRAFFIC -> "M5 19L19 5 M10 5h9v9";
            case ENTRY -> "M4 4.5h9v15H4 M10 12h10.5 M16.5 8l4 4-4 4";
            case COMPUTE ->
                "M6.5 6.5h11v11h-11z M10 3v3.5 M14 3v3.5 M10 17.5V21 M14 17.5V21 M3 10h3.5 M3 14h3.5 M17.5 10H21"
                        + " M17.5 14H21";
            case WORKFLOW -> "M4 6.5h6v5H4z M14 12.5h6v5h-6z M10 9h4c1.7 0 3 1.3 3 3v.5";
            case DATA -> "M4.5 5h15v14h-15z M4.5 10h15 M10 10v9";
            case MESSAGING -> "M4 6h16v12H4z M4 7l8 6 8-6";
            case OPERATIONS -> "M4 19V5 M4 19h16 M7.5 15l3.5-4 3 2.5 5-6.5";
        };
    }
}
