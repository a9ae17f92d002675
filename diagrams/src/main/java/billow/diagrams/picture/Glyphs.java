package billow.diagrams.picture;

import java.util.Map;

/// Our own glyphs as SVG path data in a square of 24 by 24, drawn with round strokes of 1.8.
final class Glyphs {
    private static final String UNKNOWN = "M5 5h14v14H5z";

    private static final Map<String, String> PATHS = Map.ofEntries(
            Map.entry(
                    "traffic.clients",
                    "M9 11.2a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2M3.5 19c.4-3.4 2.5-5.3 5.5-5.3s5.1 1.9 5.5 5.3M15.4 5.4a3 3 0 0 1 0 5.6M17 13.9c2 .6 3.2 2.4 3.5 5.1"),
            Map.entry(
                    "external.service",
                    "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16M4 12h16M12 4c2.6 2.2 3.9 4.9 3.9 8s-1.3 5.8-3.9 8c-2.6-2.2-3.9-4.9-3.9-8S9.4 6.2 12 4"),
            Map.entry("aws.apigateway.rest", "M8.5 7 3.5 12l5 5M15.5 7l5 5-5 5M13.4 5l-2.8 14"),
            Map.entry("aws.apigateway.http", "M8.5 7 3.5 12l5 5M15.5 7l5 5-5 5M9.6 12h4.8"),
            Map.entry("aws.lambda.function", "M6.5 4.5h3.2L17 19.5h2.2M12.2 10.2 6.2 19.5"),
            Map.entry(
                    "aws.stepfunctions.statemachine",
                    "M9 3.8h6v4.4H9zM3.5 15.8h6v4.4h-6zM14.5 15.8h6v4.4h-6zM12 8.2v3.6M6.5 15.8v-4h11v4"),
            Map.entry(
                    "aws.dynamodb.table",
                    "M5 6.5C5 4.8 8.1 3.5 12 3.5s7 1.3 7 3-3.1 3-7 3-7-1.3-7-3M5 6.5v11c0 1.7 3.1 3 7 3s7-1.3 7-3v-11M5 12c0 1.7 3.1 3 7 3s7-1.3 7-3"),
            Map.entry("aws.firehose.deliverystream", "M5 4.5h14l-5 7v5l-4 3v-8z"),
            Map.entry(
                    "aws.kinesis.stream",
                    "M3.5 8c2.8-3 5.7-3 8.5 0s5.7 3 8.5 0M3.5 13c2.8-3 5.7-3 8.5 0s5.7 3 8.5 0M3.5 18c2.8-3 5.7-3 8.5 0s5.7 3 8.5 0"),
            Map.entry("aws.sqs.queue", "M3.5 7h4.2v10H3.5zM10 7h4.2v10H10zM16.4 12h4.6M18.8 9.4 21.2 12l-2.4 2.6"),
            Map.entry(
                    "aws.sns.topic",
                    "M3.5 12h5.2M8.7 12l8-6M8.7 12h8.3M8.7 12l8 6M18.4 7.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4M18.8 13.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4M18.4 20.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4"),
            Map.entry(
                    "aws.events.bus",
                    "M3.5 12h17M7 12V6.5M12 12v5.5M17 12V6.5M7 6.2a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2M17 6.2a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2M12 21a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2"),
            Map.entry(
                    "aws.scheduler.schedule", "M12 20.2a8.2 8.2 0 1 0 0-16.4 8.2 8.2 0 0 0 0 16.4M12 7.2V12l3.4 2.2"));

    private Glyphs() {}

    static String path(String kindId) {
        return PATHS.getOrDefault(kindId, UNKNOWN);
    }
}
