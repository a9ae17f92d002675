package billow.model.check;

import billow.model.archetype.Interaction;
import billow.model.archetype.ObjectOperation;
import billow.model.archetype.Relay;
import billow.model.archetype.TableOperation;
import billow.model.check.Wiring.Wire;
import billow.model.design.Node;
import billow.model.service.FunctionStart;
import billow.model.service.Tracing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a node must be allowed to do for its links, by their operations. Source: Service Authorization Reference, 2026.
final class LeastPermissions {
    private static final String LATER = "${AWS::AccountId}";

    private final Wiring wiring;
    private final Node node;

    LeastPermissions(Wiring wiring, Node node) {
        this.wiring = wiring;
        this.node = node;
    }

    /// @param actions  allowed together
    /// @param resource on which
    record Need(List<String> actions, String resource) {
        Need {
            actions = List.copyOf(actions);
        }
    }

    List<Need> needs() {
        var needs = new ArrayList<Need>();
        own(needs);
        wiring.to(node.id()).forEach(w -> source(w, needs));
        targets(node.id(), new HashSet<>()).forEach(w -> target(w, needs));
        return needs.stream().distinct().toList();
    }

    /// What a function does beside its links.
    private void own(List<Need> needs) {
        boolean function = node.kind().id().startsWith("aws.lambda.");
        if (function)
            needs.add(new Need(
                    List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
                    arn("logs", "log-group:/aws/lambda/%s:*".formatted(node.id()))));
        if (Tracing.isActive(node.params()))
            needs.add(new Need(List.of("xray:PutTraceSegments", "xray:PutTelemetryRecords"), "*"));
        if (node.kind().params().contains(FunctionStart.VPC) && node.params().get(FunctionStart.VPC))
            needs.add(new Need(
                    List.of(
                            "ec2:CreateNetworkInterface",
                            "ec2:DescribeNetworkInterfaces",
                            "ec2:DeleteNetworkInterface"),
                    "*"));
    }

    /// Links of the node, through gateways and endpoints of a network, too.
    private Stream<Wire> targets(String from, Set<String> passed) {
        if (!passed.add(from)) return Stream.of();
        return wiring.from(from)
                .flatMap(w ->
                        wiring.type(w.to().id(), Relay.class) != null ? targets(w.to().id(), passed) : Stream.of(w));
    }

    /// What it is fed from by a mapping or pipe of its own.
    private void source(Wire wire, List<Need> needs) {
        var id = wire.from().id();
        if (wire.interaction() instanceof Interaction.Poll)
            needs.add(new Need(
                    List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"), arn("sqs", id)));
        if (!(wire.interaction() instanceof Interaction.Read)) return;
        if (wire.from().kind().id().equals("aws.dynamodb.table"))
            needs.add(new Need(
                    List.of("dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"),
                    arn("dynamodb", "table/%s/stream/*".formatted(id))));
        else
            needs.add(new Need(
                    List.of(
                            "kinesis:GetRecords",
                            "kinesis:GetShardIterator",
                            "kinesis:DescribeStream",
                            "kinesis:DescribeStreamSummary",
                            "kinesis:ListShards"),
                    arn("kinesis", "stream/" + id)));
    }

    private void target(Wire wire, List<Need> needs) {
        var id = wire.to().id();
        switch (wire.to().kind().id()) {
            case "aws.dynamodb.table" -> operate(wire, "dynamodb", arn("dynamodb", "table/" + id), needs);
            case "aws.dax.cluster" -> operate(wire, "dax", arn("dax", "cache/" + id), needs);
            case "aws.s3.bucket" -> store(wire, needs);
            case "aws.sqs.queue" -> needs.add(new Need(List.of("sqs:SendMessage"), arn("sqs", id)));
            case "aws.sns.topic" -> needs.add(new Need(List.of("sns:Publish"), arn("sns", id)));
            case "aws.events.bus" -> needs.add(new Need(List.of("events:PutEvents"), arn("events", "event-bus/" + id)));
            case "aws.iot.core" -> needs.add(new Need(List.of("iot:Publish"), arn("iot", "topic/" + id)));
            case "aws.kinesis.stream" ->
                needs.add(new Need(List.of("kinesis:PutRecord", "kinesis:PutRecords"), arn("kinesis", "stream/" + id)));
            case "aws.firehose.deliverystream" ->
                needs.add(new Need(
                        List.of("firehose:PutRecord", "firehose:PutRecordBatch"),
                        arn("firehose", "deliverystream/" + id)));
            case "aws.lambda.function" ->
                needs.add(new Need(List.of("lambda:InvokeFunction"), arn("lambda", "function:" + id)));
            case "aws.stepfunctions.statemachine" ->
                needs.add(new Need(
                        List.of(
                                wire.interaction() instanceof Interaction.Start start && start.synchronous()
                                        ? "states:StartSyncExecution"
                                        : "states:StartExecution"),
                        arn("states", "stateMachine:" + id)));
            case "aws.secretsmanager.secret" ->
                needs.add(new Need(List.of("secretsmanager:GetSecretValue"), arn("secretsmanager", "secret:" + id)));
            case "aws.kms.key" ->
                needs.add(new Need(List.of("kms:Decrypt", "kms:GenerateDataKey"), arn("kms", "key/" + id)));
            case "aws.ses.identity" ->
                needs.add(new Need(List.of("ses:SendEmail", "ses:SendRawEmail"), arn("ses", "identity/" + id)));
            case "aws.efs.filesystem" -> files(wire, needs);
            default -> {} // called over HTTP or by a public API, without a permission of IAM
        }
    }

    private static void operate(Wire wire, String service, String table, List<Need> needs) {
        if (!(wire.interaction() instanceof Interaction.Operate operate)) return;
        needs.add(new Need(
                actions(operate.operation()).stream()
                        .map(action -> service + ":" + action)
                        .toList(),
                operate.index() == null || service.equals("dax") ? table : table + "/index/" + operate.index()));
    }

    private static List<String> actions(TableOperation operation) {
        return switch (operation) {
            case GET, TRANSACT_GET -> List.of("GetItem");
            case BATCH_GET -> List.of("BatchGetItem");
            case QUERY -> List.of("Query");
            case SCAN -> List.of("Scan");
            case PUT -> List.of("PutItem");
            case UPDATE -> List.of("UpdateItem");
            case DELETE -> List.of("DeleteItem");
            case BATCH_WRITE -> List.of("BatchWriteItem");
            case TRANSACT_WRITE -> List.of("PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem");
        };
    }

    private static void store(Wire wire, List<Need> needs) {
        var bucket = "arn:aws:s3:::" + wire.to().id();
        var operation = wire.interaction() instanceof Interaction.Store store ? store.operation() : ObjectOperation.PUT;
        switch (operation) {
            case LIST -> needs.add(new Need(List.of("s3:ListBucket"), bucket));
            case GET, HEAD -> needs.add(new Need(List.of("s3:GetObject"), bucket + "/*"));
            case PUT, POST, MULTIPART -> needs.add(new Need(List.of("s3:PutObject"), bucket + "/*"));
            case COPY -> needs.add(new Need(List.of("s3:GetObject", "s3:PutObject"), bucket + "/*"));
            case DELETE -> needs.add(new Need(List.of("s3:DeleteObject"), bucket + "/*"));
        }
    }

    private void files(Wire wire, List<Need> needs) {
        boolean writes = wire.interaction() instanceof Interaction.FileAccess access && access.write();
        needs.add(new Need(
                writes
                        ? List.of("elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite")
                        : List.of("elasticfilesystem:ClientMount"),
                arn("elasticfilesystem", "file-system/" + wire.to().id())));
    }

    private String arn(String service, String rest) {
        return "arn:aws:%s:%s:%s:%s".formatted(service, wiring.design().region(), LATER, rest);
    }
}
