package billow.simulator.workflow;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The context object, `$$`. Source: Step Functions Developer Guide, "Context object".
final class ContextObject {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ContextObject() {}

    /// @param mapItem its `Map`, or null
    static JsonNode of(
            Branch branch, @Nullable JsonNode mapItem, Setting setting, JsonNode executionInput, long startNanos) {
        Setting.Names names = setting.names();
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.putObject("Execution")
                .put("Id", names.executionId())
                .<ObjectNode>set("Input", executionInput)
                .put("StartTime", time(setting, startNanos))
                .put("Name", names.executionName())
                .put("RoleArn", names.roleArn())
                .put("RedriveCount", 0);
        context.putObject("StateMachine").put("Id", names.stateMachineId()).put("Name", names.stateMachineName());
        ObjectNode state = context.putObject("State");
        state.put("Name", branch.current().name()).put("EnteredTime", time(setting, branch.enteredNanos));
        if (branch.attempt > 0) {
            state.put("RetryCount", branch.attempt);
        }
        if (branch.taskToken != Branch.NONE) {
            context.putObject("Task").put("Token", names.executionName() + "/" + branch.taskToken);
        }
        if (mapItem != null) {
            context.set("Map", mapItem);
        }
        return context;
    }

    static long epochMillis(Setting setting, long nanos) {
        return setting.epochMillis() + nanos / NANOS_PER_MILLI;
    }

    private static String time(Setting setting, long nanos) {
        return TIME.format(Instant.ofEpochMilli(epochMillis(setting, nanos)));
    }
}
