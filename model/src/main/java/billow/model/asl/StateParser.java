package billow.model.asl;

import billow.model.expression.QueryLanguage;
import billow.model.expression.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads states and the flows they form.
final class StateParser {
    /// A state name's longest text. Source: Step Functions service quotas.
    private static final int LONGEST_NAME = 80;

    /// An Express workflow's longest wait, seconds.
    private static final long LONGEST_EXPRESS_WAIT_SECONDS = 300;

    private static final Set<String> SHARED =
            Set.of("Type", "QueryLanguage", "InputPath", "OutputPath", "Assign", "Output");

    private final WorkflowType type;
    private final QueryLanguage machineLanguage;
    private final List<Problem> problems;
    private final Set<String> names = new HashSet<>();
    private Set<String> surrounding = Set.of();
    private int ordinal;

    /// @param machineLanguage the machine's own, which states of nested flows fall back to, whatever the state around
    /// them
    StateParser(WorkflowType type, QueryLanguage machineLanguage, List<Problem> problems) {
        this.type = type;
        this.machineLanguage = machineLanguage;
        this.problems = problems;
    }

    int stateCount() {
        return ordinal;
    }

    /// Reads a flow whose variables live by themselves: a machine's, or that of a distributed Map's children.
    Flow isolatedFlow(Fields fields) {
        Set<String> outer = surrounding;
        surrounding = Set.of();
        Flow flow = flow(fields);
        surrounding = outer;
        return flow;
    }

    /// Reads a flow that sees the variables around it.
    Flow flow(Fields fields) {
        Set<String> outer = surrounding;
        JsonNode states = fields.raw("States");
        if (states != null && states.isObject()) {
            Set<String> own = AssignedNames.of(states);
            Set<String> twice = new TreeSet<>(own);
            twice.retainAll(outer);
            if (!twice.isEmpty()) {
                fields.error("States", "Expected to assign no variable of a surrounding flow, received " + twice + ".");
            }
            own.addAll(outer);
            surrounding = own;
        }
        Flow flow = read(fields);
        surrounding = outer;
        return flow;
    }

    private Flow read(Fields fields) {
        QueryLanguage language = machineLanguage;
        String startAt = fields.requiredText("StartAt");
        Map<String, State> states = new LinkedHashMap<>();
        Set<String> unread = new HashSet<>();
        Fields all = fields.object("States");
        JsonNode nodes = fields.raw("States");
        if (all == null || nodes == null || all.names().isEmpty()) {
            fields.error("States", "Expected at least one state, received none.");
            return new Flow(startAt, states);
        }
        for (Map.Entry<String, JsonNode> entry : nodes.properties()) {
            String name = entry.getKey();
            if (name.equals("QueryLanguage") && entry.getValue().isString()) {
                all.warning(name, "Expected QueryLanguage beside States, received it among the states.");
                language = AslParser.language(all, language);
                continue;
            }
            if (!entry.getValue().isObject()) {
                all.error(name, "Expected an object, received " + entry.getValue() + ".");
                unread.add(name);
                continue;
            }
            checkName(all, name);
            State state = state(name, new Fields(entry.getValue(), all.path(name), problems), language);
            if (state != null) {
                states.put(name, state);
            } else {
                unread.add(name);
            }
        }
        Flow flow = new Flow(startAt, states);
        FlowCheck.check(flow, unread, fields);
        return flow;
    }

    private void checkName(Fields all, String name) {
        if (name.length() > LONGEST_NAME) {
            all.error(
                    name,
                    "Expected a name of at most " + LONGEST_NAME + " characters, received " + name.length() + ".");
        }
        if (!names.add(name)) {
            all.error(name, "Expected a name no other state of the machine has, received " + name + " twice.");
        }
    }

    private @Nullable State state(String name, Fields fields, QueryLanguage outer) {
        QueryLanguage language = AslParser.language(fields, outer);
        if (outer == QueryLanguage.JSONATA && language == QueryLanguage.JSON_PATH) {
            fields.error("QueryLanguage", "Expected JSONata as the machine's language is JSONata, received JSONPath.");
        }
        String kind = fields.requiredText("Type");
        String comment = fields.raw("Comment") instanceof JsonNode c && c.isString() ? c.stringValue() : "";
        int number = ordinal++;
        State.Header header =
                new State.Header(name, number, comment, language, new DataFlowParser(fields, language).read(kind));
        State state = switch (kind) {
            case "Task" -> task(header, fields);
            case "Choice" -> new ChoiceParser(fields, language).read(header);
            case "Wait" -> waiting(header, fields);
            case "Parallel" -> parallel(header, fields);
            case "Map" -> new MapParser(this, fields, language, type).read(header);
            case "Pass" -> pass(header, fields);
            case "Succeed" -> new State.Succeed(header);
            case "Fail" -> fail(header, fields);
            default -> null;
        };
        if (state == null) {
            if (!kind.isEmpty()) {
                fields.error(
                        "Type",
                        "Expected one of Task, Choice, Wait, Parallel, Map, Pass, Succeed, Fail, received " + kind
                                + ".");
            }
            return null;
        }
        SHARED.forEach(fields::raw);
        fields.complainOfRest();
        return state;
    }

    private State task(State.Header header, Fields fields) {
        String resource = fields.requiredText("Resource");
        Integration integration = Integration.of(resource);
        checkExpress(fields, integration);
        Template timeout = number(fields, "TimeoutSeconds", header.language());
        Template heartbeat = number(fields, "HeartbeatSeconds", header.language());
        Long timeoutSeconds = constant(timeout);
        Long heartbeatSeconds = constant(heartbeat);
        if (timeoutSeconds != null && (timeoutSeconds < 1 || timeoutSeconds > AslParser.LONGEST_SECONDS)) {
            fields.error(
                    "TimeoutSeconds",
                    "Expected 1 to " + AslParser.LONGEST_SECONDS + " s, received " + timeoutSeconds + ".");
        }
        if (timeoutSeconds != null && heartbeatSeconds != null && heartbeatSeconds >= timeoutSeconds) {
            fields.error(
                    "HeartbeatSeconds",
                    "Expected less than TimeoutSeconds (" + timeoutSeconds + " s), received " + heartbeatSeconds + ".");
        }
        if (integration.completion() == Integration.Completion.CALLBACK && timeout == null && heartbeat == null) {
            fields.warning(
                    "TimeoutSeconds",
                    "Expected a timeout or heartbeat for a task that waits for its token, received none.");
        }
        return new State.Task(
                header,
                resource,
                integration,
                timeout,
                heartbeat,
                fields.raw("Credentials"),
                RetryParser.retriers(fields),
                RetryParser.catchers(fields, header.language()),
                next(fields));
    }

    private void checkExpress(Fields fields, Integration integration) {
        if (type != WorkflowType.EXPRESS) {
            return;
        }
        if (integration.completion() != Integration.Completion.REQUEST_RESPONSE) {
            fields.error(
                    "Resource",
                    "Expected request-response in an Express workflow, received "
                            + (integration.completion() == Integration.Completion.CALLBACK
                                    ? ".waitForTaskToken"
                                    : ".sync")
                            + ".");
        }
        if (integration.kind() == Integration.Kind.ACTIVITY) {
            fields.error("Resource", "Expected no activity in an Express workflow, received one.");
        }
    }

    private State waiting(State.Header header, Fields fields) {
        QueryLanguage language = header.language();
        Template seconds = number(fields, "Seconds", language);
        Template timestamp = language == QueryLanguage.JSON_PATH
                ? pathOr(fields, "Timestamp", "TimestampPath")
                : fields.template("Timestamp", language);
        if ((seconds == null) == (timestamp == null)) {
            fields.error(
                    "",
                    "Expected exactly one of Seconds, SecondsPath, Timestamp, TimestampPath, received "
                            + (seconds == null ? "none" : "two") + ".");
        }
        Long fixed = constant(seconds);
        if (fixed != null && (fixed < 0 || fixed > AslParser.LONGEST_SECONDS)) {
            fields.error("Seconds", "Expected 0 to " + AslParser.LONGEST_SECONDS + " s, received " + fixed + ".");
        }
        if (fixed != null && type == WorkflowType.EXPRESS && fixed > LONGEST_EXPRESS_WAIT_SECONDS) {
            fields.error("Seconds", "Expected at most 300 s in an Express workflow, received " + fixed + ".");
        }
        if (timestamp instanceof Template.Constant constant && Operator.instant(constant.value()) == null) {
            fields.error(
                    "Timestamp",
                    "Expected an RFC 3339 time such as 2026-11-20T12:00:00Z, received " + constant.value() + ".");
        }
        return new State.Wait(header, seconds, timestamp, next(fields));
    }

    private State parallel(State.Header header, Fields fields) {
        List<Flow> branches = new ArrayList<>();
        List<Fields> objects = fields.objects("Branches");
        if (objects.isEmpty()) {
            fields.error("Branches", "Expected at least one branch, received none.");
        }
        for (Fields branch : objects) {
            branches.add(flow(branch));
            branch.complainOfRest();
        }
        return new State.Parallel(
                header,
                List.copyOf(branches),
                RetryParser.retriers(fields),
                RetryParser.catchers(fields, header.language()),
                next(fields));
    }

    private State pass(State.Header header, Fields fields) {
        JsonNode result = header.language() == QueryLanguage.JSON_PATH ? fields.raw("Result") : null;
        return new State.Pass(header, result, next(fields));
    }

    private State fail(State.Header header, Fields fields) {
        if (header.language() == QueryLanguage.JSON_PATH) {
            return new State.Fail(header, pathOr(fields, "Error", "ErrorPath"), pathOr(fields, "Cause", "CausePath"));
        }
        return new State.Fail(
                header, fields.template("Error", header.language()), fields.template("Cause", header.language()));
    }

    /// A number of seconds or items: a constant, or a path under the same name with `Path`, or a JSONata expression.
    static @Nullable Template number(Fields fields, String name, QueryLanguage language) {
        Template value = language == QueryLanguage.JSON_PATH
                ? pathOr(fields, name, name + "Path")
                : fields.template(name, language);
        if (value instanceof Template.Constant constant && !constant.value().isIntegralNumber()) {
            fields.error(name, "Expected a whole number, received " + constant.value() + ".");
            return null;
        }
        return value;
    }

    /// A constant under one name, or a path or intrinsic under another.
    static @Nullable Template pathOr(Fields fields, String name, String pathName) {
        JsonNode constant = fields.raw(name);
        String path = fields.optionalText(pathName);
        if (constant != null && path != null) {
            fields.error(pathName, "Expected either " + name + " or " + pathName + ", received both.");
        }
        if (constant != null) {
            return new Template.Constant(constant);
        }
        return path == null ? null : DataFlowParser.expression(fields, pathName, path);
    }

    private static @Nullable Long constant(@Nullable Template template) {
        return template instanceof Template.Constant constant
                        && constant.value().canConvertToLong()
                ? constant.value().longValue()
                : null;
    }

    /// The next state, or null when this one ends its flow.
    static @Nullable String next(Fields fields) {
        boolean end = fields.flag("End");
        String next = fields.optionalText("Next");
        if (end && next != null) {
            fields.error("Next", "Expected either Next or End, received both.");
        }
        if (!end && next == null) {
            fields.error("Next", "Expected Next or End, received neither.");
        }
        return end ? null : next;
    }
}
