package billow.simulator.workflow;

import billow.model.asl.Integration;
import billow.model.asl.State;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a Task hands to its service out of its Parameters or Arguments, and in which form its result comes back.
/// Source: Step Functions Developer Guide, "Integrating services", one page for each service, 2026.
enum Handover {
    /// Nothing: items are read, or the execution has no data.
    NONE,
    /// All of it; what is answered is the result.
    PLAIN,
    /// `Payload`.
    FUNCTION,
    /// `MessageBody`, that of the first entry of a batch.
    MESSAGE,
    /// `Message` and `MessageAttributes`, those of the first entry of a batch, with what stands beside them.
    NOTIFICATION,
    /// `Entries`, each as the event it becomes.
    EVENTS,
    /// `Data`, that of the first record of a batch.
    RECORD,
    /// `Input`.
    EXECUTION,
    /// `RequestBody`.
    HTTP;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ARN = "arn:aws:states:us-east-1:123456789012:";

    /// What is known of a task that has come to its end.
    ///
    /// @param task   the state
    /// @param input  its Parameters, evaluated
    /// @param answer what the service said
    /// @param key    of the call
    /// @param target id of the node that was called
    /// @param begun  when it was called, milliseconds since 1970
    /// @param ended  when it answered
    /// @param status of an execution
    record Reply(
            State.Task task,
            JsonNode input,
            @Nullable JsonNode answer,
            long key,
            String target,
            long begun,
            long ended,
            String status) {
        private Integration integration() {
            return task.integration();
        }

        private String id() {
            return Long.toHexString(key);
        }
    }

    static Handover of(State state) {
        if (!(state instanceof State.Task task)) return NONE;
        Integration integration = task.integration();
        if (integration.kind() == Integration.Kind.LAMBDA || integration.kind() == Integration.Kind.ACTIVITY)
            return PLAIN;
        return switch (integration.service()) {
            case "lambda" -> FUNCTION;
            case "sqs" -> MESSAGE;
            case "sns" -> NOTIFICATION;
            case "events", "eventbridge" -> EVENTS;
            case "kinesis", "firehose" -> RECORD;
            case "states", "sfn" -> EXECUTION;
            case "http", "apigateway" -> HTTP;
            default -> PLAIN;
        };
    }

    /// What the service is given.
    @Nullable
    JsonNode payload(JsonNode input) {
        return switch (this) {
            case NONE -> null;
            case PLAIN -> input;
            case FUNCTION -> said(input.get("Payload"));
            case MESSAGE -> said(first(input, "Entries").get("MessageBody"));
            case NOTIFICATION -> first(input, "PublishBatchRequestEntries");
            case EVENTS -> events(input);
            case RECORD -> record(first(input, "Records"));
            case EXECUTION -> said(input.get("Input"));
            case HTTP -> said(input.get("RequestBody"));
        };
    }

    private static JsonNode first(JsonNode input, String entries) {
        JsonNode first = input.path(entries).path(0);
        return first.isObject() ? first : input;
    }

    private static JsonNode record(JsonNode record) {
        JsonNode inner = record.get("Record");
        return said((inner == null ? record : inner).get("Data"));
    }

    private static JsonNode events(JsonNode input) {
        JsonNode entries = input.path("Entries");
        if (!entries.isArray() || entries.isEmpty()) return JSON.objectNode();
        if (entries.size() == 1) return event(entries.get(0));
        ArrayNode events = JSON.arrayNode(entries.size());
        for (JsonNode entry : entries) events.add(event(entry));
        return events;
    }

    private static JsonNode event(JsonNode entry) {
        ObjectNode event = JSON.objectNode().put("version", "0");
        event.set("detail-type", entry.path("DetailType"));
        event.set("source", entry.path("Source"));
        JsonNode resources = entry.get("Resources");
        event.set("resources", resources == null ? JSON.arrayNode() : resources);
        event.set("detail", said(entry.get("Detail")));
        return event;
    }

    /// JSON written as text is read; what is not there says nothing.
    static JsonNode said(@Nullable JsonNode value) {
        if (value == null) return JSON.objectNode();
        if (!value.isString()) return value;
        String text = value.stringValue().strip();
        if (!text.startsWith("{") && !text.startsWith("[")) return value;
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return value;
        }
    }

    /// What a task comes to; null where nothing is said.
    @Nullable
    JsonNode result(Reply reply) {
        return switch (this) {
            case NONE -> null;
            case PLAIN -> reply.answer();
            case FUNCTION -> function(reply);
            case MESSAGE, NOTIFICATION -> sent(reply);
            case EVENTS -> published(reply);
            case RECORD -> JSON.objectNode().put("SequenceNumber", reply.id()).put("ShardId", "shardId-000000000000");
            case EXECUTION -> execution(reply);
            case HTTP -> response(reply);
        };
    }

    /// What a task comes to whose service returned the token with its answer, or some time after.
    JsonNode worked(@Nullable JsonNode answer) {
        boolean says = this == FUNCTION || this == PLAIN || this == HTTP;
        return answer == null || !says ? JSON.objectNode() : answer;
    }

    private static JsonNode function(Reply reply) {
        if (reply.input().path("InvocationType").asString("").equals("Event"))
            return JSON.objectNode().put("StatusCode", 202).put("Payload", "");
        ObjectNode result = JSON.objectNode().put("ExecutedVersion", "$LATEST").put("StatusCode", 200);
        return result.set(
                "Payload",
                reply.integration().kind() == Integration.Kind.SDK ? text(reply.answer()) : value(reply.answer()));
    }

    private static JsonNode sent(Reply reply) {
        return switch (reply.integration().action()) {
            case "sendMessageBatch", "publishBatch" -> JSON.objectNode().set("Failed", JSON.arrayNode());
            default -> JSON.objectNode().put("MessageId", reply.id());
        };
    }

    private static JsonNode published(Reply reply) {
        ObjectNode result = JSON.objectNode().put("FailedEntryCount", 0);
        ArrayNode entries = result.putArray("Entries");
        for (int i = 0; i < reply.input().path("Entries").size(); i++)
            entries.addObject().put("EventId", reply.id() + "-" + i);
        return result;
    }

    private static JsonNode response(Reply reply) {
        ObjectNode result = JSON.objectNode();
        result.set("ResponseBody", value(reply.answer()));
        return result.put("StatusCode", 200).put("StatusText", "OK");
    }

    /// `.sync:2` returns what was given and what came of it as JSON, `.sync` and StartSyncExecution as text.
    private static JsonNode execution(Reply reply) {
        ObjectNode result = JSON.objectNode()
                .put("ExecutionArn", ARN + "execution:" + reply.target() + ":" + reply.id())
                .put("StartDate", reply.begun());
        boolean waited = reply.integration().completion() == Integration.Completion.RUN_A_JOB;
        if (!waited && !reply.integration().action().equals("startSyncExecution")) return result;
        boolean json = reply.task().resource().endsWith(".sync:2");
        JsonNode given = EXECUTION.payload(reply.input());
        result.set("Input", json ? value(given) : text(given));
        result.put("Name", reply.id());
        result.put("StateMachineArn", ARN + "stateMachine:" + reply.target());
        result.put("Status", reply.status());
        result.put("StopDate", reply.ended());
        if (reply.status().equals("SUCCEEDED"))
            result.set("Output", json ? value(reply.answer()) : text(reply.answer()));
        else if (reply.answer() != null) copyError(reply.answer(), result);
        return result;
    }

    private static void copyError(JsonNode from, ObjectNode to) {
        for (String field : new String[] {"Error", "Cause"}) if (from.has(field)) to.set(field, from.get(field));
    }

    /// What a task that failed says of why: what the service said, as text.
    String cause(Reply reply) {
        JsonNode answer = reply.answer();
        if (this == EXECUTION && !reply.status().isEmpty())
            return execution(reply).toString();
        return answer == null || this == NONE ? "" : answer.toString();
    }

    private static JsonNode value(@Nullable JsonNode value) {
        return value == null ? JSON.nullNode() : value;
    }

    private static JsonNode text(@Nullable JsonNode value) {
        return value == null ? JSON.nullNode() : JSON.stringNode(value.toString());
    }
}
