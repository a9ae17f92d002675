package billow.pricing.export;

import billow.model.usage.Usage;
import billow.model.usage.UsageLine;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A usage as an `infracost-usage.yml`: what each resource of a Terraform project consumes in a month.
///
/// Nodes become resources `TYPE.NAME` by the meters they used; the names have to match those of the project. Meters
/// Infracost has no key for are listed in comments at the end.
public final class InfracostUsage {
    private static final String FUNCTION = "aws_lambda_function";

    /// @param resource Terraform type
    /// @param key      name in the usage file; a dot separates nested names
    private record Key(String resource, String key) {}

    private static final Map<String, Key> KEYS = Map.ofEntries(
            key("lambda.requests", FUNCTION, "monthly_requests"),
            key("apigateway.rest_requests", "aws_api_gateway_rest_api", "monthly_requests"),
            key("apigateway.http_requests", "aws_apigatewayv2_api", "monthly_requests"),
            key("apigateway.websocket_messages", "aws_apigatewayv2_api", "monthly_messages"),
            key("apigateway.websocket_minutes", "aws_apigatewayv2_api", "monthly_connection_mins"),
            key("sqs.standard", "aws_sqs_queue", "monthly_requests"),
            key("sqs.fifo", "aws_sqs_queue", "monthly_requests"),
            key("sns.standard_publish", "aws_sns_topic", "monthly_requests"),
            key("sns.fifo_publish", "aws_sns_topic", "monthly_requests"),
            key("stepfunctions.standard_transition", "aws_sfn_state_machine", "monthly_transitions"),
            key("stepfunctions.express_request", "aws_sfn_state_machine", "monthly_requests"),
            key("dynamodb.ondemand_write", "aws_dynamodb_table", "monthly_write_request_units"),
            key("dynamodb.ondemand_read", "aws_dynamodb_table", "monthly_read_request_units"),
            key("dynamodb.storage_standard", "aws_dynamodb_table", "storage_gb"),
            key("dynamodb.pitr", "aws_dynamodb_table", "pitr_backup_storage_gb"),
            key("dynamodb.ondemand_backup", "aws_dynamodb_table", "on_demand_backup_storage_gb"),
            key("dynamodb.restore", "aws_dynamodb_table", "monthly_data_restored_gb"),
            key("dynamodb.streams_read", "aws_dynamodb_table", "monthly_streams_read_request_units"),
            key("s3.standard_storage", "aws_s3_bucket", "standard.storage_gb"),
            key("s3.put_copy_post_list", "aws_s3_bucket", "standard.monthly_tier_1_requests"),
            key("s3.get_other", "aws_s3_bucket", "standard.monthly_tier_2_requests"),
            key("kinesis.put_payload_unit", "aws_kinesis_stream", "monthly_provisioned_put_units"),
            key("kinesis.ondemand_data_in", "aws_kinesis_stream", "monthly_on_demand_data_in_gb"),
            key("kinesis.ondemand_data_out", "aws_kinesis_stream", "monthly_on_demand_data_out_gb"),
            key("cloudwatch.logs_ingest_standard", "aws_cloudwatch_log_group", "monthly_data_ingested_gb"),
            key("cloudwatch.logs_ingest_lambda", "aws_cloudwatch_log_group", "monthly_data_ingested_gb"),
            key("cloudwatch.logs_storage", "aws_cloudwatch_log_group", "storage_gb"),
            key("cloudwatch.logs_insights", "aws_cloudwatch_log_group", "monthly_data_scanned_gb"),
            key("eventbridge.custom_events", "aws_cloudwatch_event_bus", "monthly_custom_events"),
            key("eventbridge.archive_processing", "aws_cloudwatch_event_bus", "monthly_archive_processing_gb"),
            key("eventbridge.archive_storage", "aws_cloudwatch_event_bus", "archive_storage_gb"),
            key("eventbridge.schema_discovery", "aws_cloudwatch_event_bus", "monthly_schema_discovery_events"),
            key("nat.data_processed", "aws_nat_gateway", "monthly_data_processed_gb"),
            key("secretsmanager.api_call", "aws_secretsmanager_secret", "monthly_requests"),
            key("efs.standard_storage", "aws_efs_file_system", "storage_gb"));

    private final Map<String, Integer> memoryMegabytes;
    private final TreeMap<String, TreeMap<String, BigDecimal>> resources = new TreeMap<>();
    private final List<String> unsaid = new ArrayList<>();

    private InfracostUsage(Map<String, Integer> memoryMegabytes) {
        this.memoryMegabytes = memoryMegabytes;
    }

    /// @param memoryMegabytes memory of each function by node id, without which its duration cannot be told
    public static void write(Usage usage, Map<String, Integer> memoryMegabytes, Appendable out) throws IOException {
        var file = new InfracostUsage(memoryMegabytes);
        usage.lines().forEach(file::add);
        file.addDurations(usage);
        file.write(out);
    }

    private static Map.Entry<String, Key> key(String meter, String resource, String key) {
        return Map.entry(meter, new Key(resource, key));
    }

    private void add(UsageLine line) {
        if (line.meter().startsWith("lambda.duration_") || line.meter().equals("stepfunctions.express_duration"))
            return;
        var key = KEYS.get(line.meter());
        if (key == null || line.node() == null)
            unsaid.add("%s of %s: %s"
                    .formatted(
                            line.meter(),
                            line.node() == null ? "the account" : line.node(),
                            Numbers.text(line.quantity())));
        else put(key.resource(), line.node(), key.key(), line.quantity());
    }

    private void put(String resource, String node, String key, BigDecimal quantity) {
        resources
                .computeIfAbsent(resource + "." + terraformName(node), name -> new TreeMap<>())
                .merge(key, quantity, BigDecimal::add);
    }

    /// Mean durations from the sums: gigabyte-seconds ÷ requests ÷ gigabytes.
    private void addDurations(Usage usage) {
        var functions = new LinkedHashMap<String, BigDecimal>();
        var workflows = new LinkedHashMap<String, BigDecimal>();
        for (var line : usage.lines()) {
            if (line.node() == null) continue;
            if (line.meter().startsWith("lambda.duration_"))
                functions.merge(line.node(), line.quantity(), BigDecimal::add);
            if (line.meter().equals("stepfunctions.express_duration"))
                workflows.merge(line.node(), line.quantity(), BigDecimal::add);
        }
        functions.forEach((node, gigabyteSeconds) -> {
            var memory = memoryMegabytes.get(node);
            var requests = sum(usage, node, "lambda.requests");
            if (memory == null || requests.signum() == 0)
                unsaid.add("duration of %s: %s GB-seconds".formatted(node, Numbers.text(gigabyteSeconds)));
            else put(FUNCTION, node, "request_duration_ms", milliseconds(gigabyteSeconds, requests, memory));
        });
        workflows.forEach((node, gigabyteSeconds) -> {
            var requests = sum(usage, node, "stepfunctions.express_request");
            if (requests.signum() == 0) return;
            put("aws_sfn_state_machine", node, "memory_mb", BigDecimal.valueOf(64));
            put("aws_sfn_state_machine", node, "workflow_duration_ms", milliseconds(gigabyteSeconds, requests, 64));
        });
    }

    private static BigDecimal milliseconds(BigDecimal gigabyteSeconds, BigDecimal requests, int memoryMegabytes) {
        return gigabyteSeconds
                .multiply(BigDecimal.valueOf(1024L * 1000))
                .divide(requests.multiply(BigDecimal.valueOf(memoryMegabytes)), 3, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(Usage usage, String node, String meter) {
        return usage.lines().stream()
                .filter(line -> node.equals(line.node()) && line.meter().equals(meter))
                .map(UsageLine::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void write(Appendable out) throws IOException {
        out.append("version: 0.1\nresource_usage:\n");
        for (var resource : resources.entrySet()) {
            out.append("  ").append(resource.getKey()).append(":\n");
            var nested = "";
            for (var entry : resource.getValue().entrySet()) {
                var path = entry.getKey().split("\\.");
                if (path.length == 2 && !path[0].equals(nested)) {
                    nested = path[0];
                    out.append("    ").append(nested).append(":\n");
                }
                out.append(path.length == 2 ? "      " : "    ")
                        .append(path[path.length - 1])
                        .append(": ")
                        .append(Numbers.text(entry.getValue()))
                        .append('\n');
            }
        }
        if (resources.isEmpty()) out.append("  {}\n");
        for (var text : unsaid)
            out.append("# no key for ").append(text.replaceAll("[\\r\\n]", " ")).append('\n');
    }

    private static String terraformName(String node) {
        var name = node.replaceAll("[^A-Za-z0-9_-]", "_");
        return Character.isLetter(name.charAt(0)) || name.charAt(0) == '_' ? name : "_" + name;
    }
}
