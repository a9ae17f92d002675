package billow.model.integration;

import billow.model.archetype.Interaction;
import billow.model.archetype.ObjectOperation;
import billow.model.archetype.TableOperation;
import billow.model.asl.Integration;
import billow.model.asl.State;
import billow.model.expression.Template;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a Task asks of the node its link leads to: the action of its Resource says which operation it is, and constants
/// among its Parameters or Arguments how many items, whether it waits, and the like. What they leave open is as the
/// link
/// says. Source: Step Functions Developer Guide, "Integrating services", 2026.
public final class TaskOperation {
    private TaskOperation() {}

    /// What a Task asks over a link.
    ///
    /// @param byLink what the link asks by itself
    public static Interaction of(State.Task task, Interaction byLink) {
        return of(task.integration(), task.header().data().parameters(), byLink);
    }

    /// What the reading of a Map's items, or the writing of its results, asks over a link.
    public static Interaction of(String resource, Interaction byLink) {
        return of(Integration.of(resource), null, byLink);
    }

    /// Whether a link by itself does what the action of a Task says, apart from numbers of items.
    public static boolean agrees(State.Task task, Interaction byLink) {
        return operation(of(task, byLink)).equals(operation(byLink));
    }

    /// The name by which a link is told the operation; empty where there is nothing to tell.
    public static String operation(Interaction interaction) {
        return switch (interaction) {
            case Interaction.Operate operate -> actionOf(operate.operation());
            case Interaction.Store store -> actionOf(store.operation());
            case Interaction.Invoke invoke -> invoke.asynchronous() ? "async" : "sync";
            case Interaction.Start start -> start.synchronous() ? "sync" : "async";
            case Interaction.Request r -> "";
            case Interaction.Call c -> "";
            case Interaction.Identify i -> "";
            case Interaction.FileAccess f -> "";
            case Interaction.Send s -> "";
            case Interaction.Put p -> "";
            case Interaction.Read r -> "";
            case Interaction.Publish p -> "";
            case Interaction.Deliver d -> "";
            case Interaction.Poll p -> "";
            case Interaction.DeadLetter d -> "";
            case Interaction.Report r -> "";
        };
    }

    private static Interaction of(Integration integration, @Nullable Template parameters, Interaction byLink) {
        return switch (byLink) {
            case Interaction.Operate operate -> table(integration, parameters, operate);
            case Interaction.Store store -> objects(integration, store);
            case Interaction.Invoke invoke -> function(integration, parameters, invoke);
            case Interaction.Start start -> execution(integration, start);
            case Interaction.Send send -> messages(integration, parameters, send);
            case Interaction.Publish publish -> published(integration, parameters, publish);
            case Interaction.Put put -> records(integration, parameters, put);
            case Interaction.Request r -> r;
            case Interaction.Call c -> c;
            case Interaction.Identify i -> i;
            case Interaction.FileAccess f -> f;
            case Interaction.Read r -> r;
            case Interaction.Deliver d -> d;
            case Interaction.Poll p -> p;
            case Interaction.DeadLetter d -> d;
            case Interaction.Report r -> r;
        };
    }

    private static Interaction table(
            Integration integration, @Nullable Template parameters, Interaction.Operate byLink) {
        if (!integration.service().equals("dynamodb")) return byLink;
        TableOperation operation = tableOperation(integration.action());
        if (operation == null) return byLink;
        boolean ranges = operation == TableOperation.QUERY || operation == TableOperation.SCAN;
        boolean same = operation == byLink.operation();
        return new Interaction.Operate(
                operation,
                byLink.itemBytes(),
                items(operation, parameters, byLink),
                operation.reads() && (isTrue(parameters, "ConsistentRead") || byLink.strong()),
                byLink.conditionFails(),
                byLink.missing(),
                ranges ? byLink.index() : null,
                ranges || same ? byLink.returned() : 1,
                byLink.keyShards());
    }

    private static int items(TableOperation operation, @Nullable Template parameters, Interaction.Operate byLink) {
        return switch (operation) {
            case GET, PUT, UPDATE, DELETE -> 1;
            case QUERY, SCAN -> byLink.items();
            case BATCH_GET -> counted(perTable(member(parameters, "RequestItems"), "Keys"), byLink.items());
            case BATCH_WRITE -> counted(perTable(member(parameters, "RequestItems"), null), byLink.items());
            case TRANSACT_GET, TRANSACT_WRITE -> counted(elements(member(parameters, "TransactItems")), byLink.items());
        };
    }

    private static @Nullable TableOperation tableOperation(String action) {
        return switch (action) {
            case "getItem" -> TableOperation.GET;
            case "batchGetItem" -> TableOperation.BATCH_GET;
            case "transactGetItems" -> TableOperation.TRANSACT_GET;
            case "query" -> TableOperation.QUERY;
            case "scan" -> TableOperation.SCAN;
            case "putItem" -> TableOperation.PUT;
            case "updateItem" -> TableOperation.UPDATE;
            case "deleteItem" -> TableOperation.DELETE;
            case "batchWriteItem" -> TableOperation.BATCH_WRITE;
            case "transactWriteItems" -> TableOperation.TRANSACT_WRITE;
            default -> null;
        };
    }

    private static String actionOf(TableOperation operation) {
        return switch (operation) {
            case GET -> "getItem";
            case BATCH_GET -> "batchGetItem";
            case TRANSACT_GET -> "transactGetItems";
            case QUERY -> "query";
            case SCAN -> "scan";
            case PUT -> "putItem";
            case UPDATE -> "updateItem";
            case DELETE -> "deleteItem";
            case BATCH_WRITE -> "batchWriteItem";
            case TRANSACT_WRITE -> "transactWriteItems";
        };
    }

    private static Interaction objects(Integration integration, Interaction.Store byLink) {
        if (!integration.service().equals("s3")) return byLink;
        ObjectOperation operation = switch (integration.action()) {
            case "getObject" -> ObjectOperation.GET;
            case "headObject" -> ObjectOperation.HEAD;
            case "listObjects", "listObjectsV2", "listObjectVersions" -> ObjectOperation.LIST;
            case "putObject" -> ObjectOperation.PUT;
            case "copyObject" -> ObjectOperation.COPY;
            case "deleteObject", "deleteObjects" -> ObjectOperation.DELETE;
            case "restoreObject" -> ObjectOperation.RESTORE;
            default -> byLink.operation();
        };
        return new Interaction.Store(operation, byLink.objectBytes(), byLink.partBytes(), byLink.aim());
    }

    private static String actionOf(ObjectOperation operation) {
        return switch (operation) {
            case GET -> "getObject";
            case HEAD -> "headObject";
            case LIST -> "listObjects";
            case PUT -> "putObject";
            case COPY -> "copyObject";
            case POST -> "postObject";
            case MULTIPART -> "multipartUpload";
            case DELETE -> "deleteObject";
            case RESTORE -> "restoreObject";
        };
    }

    /// A function that a Resource names directly is always waited for.
    private static Interaction function(
            Integration integration, @Nullable Template parameters, Interaction.Invoke byLink) {
        if (!integration.service().equals("lambda")) return byLink;
        Template type = member(parameters, "InvocationType");
        boolean asynchronous = type == null
                ? integration.action().equals("invokeAsync")
                : type instanceof Template.Constant constant
                        ? constant.value().asString("").equals("Event")
                        : byLink.asynchronous();
        return new Interaction.Invoke(asynchronous, byLink.latest());
    }

    private static Interaction execution(Integration integration, Interaction.Start byLink) {
        return switch (integration.service()) {
            case "states", "sfn" ->
                new Interaction.Start(
                        integration.action().equals("startSyncExecution")
                                || integration.completion() == Integration.Completion.RUN_A_JOB,
                        byLink.input());
            default -> byLink;
        };
    }

    private static Interaction messages(
            Integration integration, @Nullable Template parameters, Interaction.Send byLink) {
        if (!integration.service().equals("sqs")) return byLink;
        int batch = switch (integration.action()) {
            case "sendMessage" -> 1;
            case "sendMessageBatch" -> counted(elements(member(parameters, "Entries")), byLink.batch());
            default -> byLink.batch();
        };
        Double delay = number(member(parameters, "DelaySeconds"));
        long delayNanos = delay == null ? byLink.delayNanos() : (long) (delay * 1e9);
        return new Interaction.Send(byLink.messageBytes(), batch, byLink.repeated(), delayNanos);
    }

    private static Interaction published(
            Integration integration, @Nullable Template parameters, Interaction.Publish byLink) {
        String entries = switch (integration.action()) {
            case "putEvents" -> "Entries";
            case "publishBatch" -> "PublishBatchRequestEntries";
            default -> "";
        };
        int batch = entries.isEmpty()
                ? integration.action().equals("publish") ? 1 : byLink.batch()
                : counted(elements(member(parameters, entries)), byLink.batch());
        return new Interaction.Publish(byLink.messageBytes(), batch, byLink.sample(), byLink.repeated());
    }

    private static Interaction records(Integration integration, @Nullable Template parameters, Interaction.Put byLink) {
        int batch = switch (integration.action()) {
            case "putRecord" -> 1;
            case "putRecords", "putRecordBatch" -> counted(elements(member(parameters, "Records")), byLink.batch());
            default -> byLink.batch();
        };
        return new Interaction.Put(byLink.recordBytes(), batch, byLink.spread());
    }

    private static int counted(int known, int otherwise) {
        return known > 0 ? known : otherwise;
    }

    /// Elements of an array whose length does not depend on data; 0 when it does.
    private static int elements(@Nullable Template template) {
        return switch (template) {
            case Template.Elements all -> all.elements().size();
            case Template.Constant constant ->
                constant.value().isArray() ? constant.value().size() : 0;
            case Template.Members members -> 0;
            case Template.Computed computed -> 0;
            case null -> 0;
        };
    }

    /// The sum of the elements of all members, or of a member of theirs; 0 when one is not known.
    private static int perTable(@Nullable Template tables, @Nullable String inner) {
        int sum = 0;
        if (tables instanceof Template.Members members) {
            for (Template table : members.members().values()) {
                int one = elements(inner == null ? table : member(table, inner));
                if (one == 0) return 0;
                sum += one;
            }
        } else if (tables instanceof Template.Constant(JsonNode value) && value.isObject()) {
            for (JsonNode table : value) sum += (inner == null ? table : table.path(inner)).size();
        }
        return sum;
    }

    private static @Nullable Template member(@Nullable Template template, String name) {
        return switch (template) {
            case Template.Members members -> members.members().get(name);
            case Template.Constant(JsonNode value) -> value.has(name) ? new Template.Constant(value.get(name)) : null;
            case Template.Elements elements -> null;
            case Template.Computed computed -> null;
            case null -> null;
        };
    }

    private static boolean isTrue(@Nullable Template parameters, String name) {
        return member(parameters, name) instanceof Template.Constant(JsonNode value) && value.asBoolean(false);
    }

    private static @Nullable Double number(@Nullable Template template) {
        return template instanceof Template.Constant(JsonNode value) && value.isNumber() ? value.doubleValue() : null;
    }
}
