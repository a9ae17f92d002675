package billow.model.check;

import billow.model.archetype.ExternalDelay;
import billow.model.archetype.FanOut;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.archetype.MessageBuffer;
import billow.model.archetype.Workflow;
import billow.model.asl.Integration;
import billow.model.check.Wiring.Wire;
import billow.model.expression.Template;
import billow.model.integration.TaskLink;
import billow.model.integration.TaskLinks;
import billow.model.integration.TaskOperation;
import billow.model.kind.LinkKind;
import billow.model.service.FunctionCapacity;
import billow.model.service.StateMachineKind;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Rules about what the Task states of workflows ask of the nodes their links lead to.
final class TaskRules {
    private static final double SECOND = 1e9;

    private TaskRules() {}

    /// A Task with its link.
    ///
    /// @param node id of the workflow
    /// @param wire null when no link fits
    record Linked(String node, PlacedTask placed, @Nullable Wire wire) {
        String path(String field) {
            return Paths.node(node, StateMachineKind.DEFINITION.name()) + "." + placed.path() + "." + field;
        }

        Integration integration() {
            return placed.task().integration();
        }

        /// What it asks; null without a link.
        @Nullable
        Interaction asked() {
            return wire == null ? null : TaskOperation.of(placed.task(), wire.interaction());
        }
    }

    /// All Task states of all workflows.
    static List<Linked> tasks(Wiring wiring) {
        var all = new ArrayList<Linked>();
        wiring.all(Workflow.class).forEach((id, workflow) -> all.addAll(tasks(wiring, id, workflow)));
        return all;
    }

    private static List<Linked> tasks(Wiring wiring, String id, Workflow workflow) {
        var wires =
                wiring.from(id).filter(w -> w.link().kind() != LinkKind.WATCH).toList();
        var machine = WorkflowRules.parse(workflow).machine();
        if (machine == null) return List.of();
        var links = new TaskLinks(
                machine,
                wires.stream()
                        .map(w -> new TaskLink(
                                w.to().id(),
                                w.link().kind(),
                                w.interaction(),
                                w.plan().states()))
                        .toList());
        return PlacedTask.of(workflow).stream()
                .map(p -> {
                    int link = links.of(p.task());
                    return new Linked(id, p, link == TaskLinks.NONE ? null : wires.get(link));
                })
                .toList();
    }

    private static List<Finding> each(Wiring wiring, BiFunction<Linked, Wire, Optional<Finding>> rule) {
        return tasks(wiring).stream()
                .flatMap(t -> t.wire() == null ? Stream.empty() : rule.apply(t, t.wire()).stream())
                .toList();
    }

    static List<Finding> withoutLinks(Wiring wiring) {
        return tasks(wiring).stream()
                .filter(t -> t.wire() == null && !returnsTokens(t.integration()))
                .map(t -> Finding.warning(
                        "stepfunctions.task-without-link",
                        t.path("Resource"),
                        "Expected a link to what %s names, found none that fits; %s fails with States.TaskFailed.\nMaybe name the state in states of a link."
                                .formatted(
                                        t.placed().task().resource(),
                                        t.placed().task().name())))
                .toList();
    }

    /// Whether it answers a waiting task; that needs no link.
    private static boolean returnsTokens(Integration integration) {
        return integration.service().equals("sfn") && integration.action().startsWith("sendTask");
    }

    /// Operations set on links that their tasks contradict.
    static List<Finding> otherOperation(Wiring wiring) {
        return each(wiring, TaskRules::otherOperation).stream().distinct().toList();
    }

    private static Optional<Finding> otherOperation(Linked task, Wire wire) {
        var param = parameter(wire.interaction());
        if (param.isEmpty() || !isSet(wire, param)) return Optional.empty();
        var asked = TaskOperation.operation(TaskOperation.of(task.placed().task(), wire.interaction()));
        var set = TaskOperation.operation(wire.interaction());
        if (asked.equals(set)) return Optional.empty();
        return Optional.of(Finding.warning(
                        "stepfunctions.other-operation",
                        Paths.link(wire.link().id(), param),
                        "Expected %s, as the Resource of %s says, or no value, received %s; the Resource is followed."
                                .formatted(asked, task.placed().task().name(), set))
                .mended(Mend.unset(wire, param)));
    }

    /// The parameter that says what a link asks; empty when there is none.
    private static String parameter(Interaction interaction) {
        if (interaction instanceof Interaction.Operate || interaction instanceof Interaction.Store) return "operation";
        return interaction instanceof Interaction.Invoke || interaction instanceof Interaction.Start
                ? "invocationType"
                : "";
    }

    private static boolean isSet(Wire wire, String param) {
        return Wiring.option(wire.link(), wire.from(), wire.to()).stream()
                .flatMap(o -> o.params().stream())
                .anyMatch(p -> p.name().equals(param) && wire.link().params().isSet(p));
    }

    /// Executions that can't be waited for by StartSyncExecution.
    static List<Finding> synchronousStandard(Wiring wiring) {
        return each(
                wiring,
                (task, wire) -> task.integration().action().equals("startSyncExecution")
                                && wiring.type(wire.to().id(), Workflow.class) instanceof Workflow workflow
                                && !workflow.express()
                        ? Optional.of(Finding.error(
                                "stepfunctions.sync-needs-express",
                                task.path("Resource"),
                                "Expected states:startExecution.sync:2, because %s is a Standard workflow, received startSyncExecution."
                                        .formatted(wire.to().id())))
                        : Optional.empty());
    }

    /// Tasks that give up before the function they call does.
    static List<Finding> givesUpFirst(Wiring wiring) {
        return each(wiring, (task, wire) -> givesUpFirst(wiring, task, wire));
    }

    private static Optional<Finding> givesUpFirst(Wiring wiring, Linked task, Wire wire) {
        if (!(task.asked() instanceof Interaction.Invoke invoke)
                || invoke.asynchronous()
                || !(wiring.type(wire.to().id(), InstancePool.class) instanceof InstancePool pool)
                || !(task.placed().task().timeoutSeconds() instanceof Template.Constant(JsonNode seconds))
                || !seconds.isNumber()
                || seconds.doubleValue() * SECOND >= pool.timeoutNanos()) return Optional.empty();
        long enough = (long) Math.ceil(pool.timeoutNanos() / SECOND);
        return Optional.of(Finding.warning(
                        "stepfunctions.timeout-below-function",
                        task.path("TimeoutSeconds"),
                        "Expected at least the timeout of %s (%s), received %s s; the task fails while the function runs on and is billed."
                                .formatted(
                                        wire.to().id(),
                                        Quantity.text(wire.to().params().get(FunctionCapacity.TIMEOUT), Unit.SECOND),
                                        seconds))
                .mended(Mend.definition(
                        wiring.design(),
                        task.node(),
                        copy -> task.placed().change(copy, state -> state.put("TimeoutSeconds", enough)))));
    }

    /// Tasks whose token nobody returns.
    static List<Finding> nobodyReturnsToken(Wiring wiring) {
        return each(
                wiring,
                (task, wire) -> !waitsForToken(task) || wire.plan().callback() != null || returns(wiring, task, wire)
                        ? Optional.empty()
                        : Optional.of(Finding.warning(
                                "stepfunctions.no-callback",
                                task.path("Resource"),
                                "Expected somebody who does what %s is handed and returns the token, found nobody; %s waits until its TimeoutSeconds, or a year.\nMaybe set callbackTime of the link, the time after which the token comes back."
                                        .formatted(
                                                wire.to().id(),
                                                task.placed().task().name()))));
    }

    /// Tasks that a lost token keeps waiting.
    static List<Finding> waitsForEver(Wiring wiring) {
        return tasks(wiring).stream()
                .filter(t -> waitsForToken(t)
                        && t.placed().task().timeoutSeconds() == null
                        && t.placed().task().heartbeatSeconds() == null)
                .map(t -> Finding.hint(
                        "stepfunctions.no-heartbeat",
                        t.path("Resource"),
                        "A token that is lost keeps %s waiting for up to a year.\nMaybe set HeartbeatSeconds or TimeoutSeconds."
                                .formatted(t.placed().task().name())))
                .toList();
    }

    private static boolean waitsForToken(Linked task) {
        return task.integration().completion() == Integration.Completion.CALLBACK;
    }

    private static boolean returns(Wiring wiring, Linked task, Wire wire) {
        var asked = TaskOperation.of(task.placed().task(), wire.interaction());
        return asked instanceof Interaction.Call
                || asked instanceof Interaction.Request
                || carries(wiring, wire.to().id(), new HashSet<>());
    }

    /// Whether what is handed to a node gets to somebody who does it.
    private static boolean carries(Wiring wiring, String node, Set<String> seen) {
        if (!seen.add(node)) return false;
        var type = wiring.types().get(node);
        if (type instanceof InstancePool || type instanceof ExternalDelay || type instanceof Workflow) return true;
        if (type instanceof MessageBuffer)
            return wiring.from(node)
                    .anyMatch(w -> w.interaction() instanceof Interaction.Poll
                            && wiring.types().get(w.to().id()) instanceof InstancePool);
        return type instanceof FanOut
                && wiring.from(node)
                        .filter(w -> w.link().kind() == LinkKind.DELIVER)
                        .anyMatch(w -> carries(wiring, w.to().id(), seen));
    }
}
