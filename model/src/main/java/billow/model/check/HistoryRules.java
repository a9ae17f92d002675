package billow.model.check;

import billow.model.archetype.Workflow;
import billow.model.asl.Flow;
import billow.model.asl.Integration;
import billow.model.asl.State;
import billow.model.service.StateMachineKind;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How long the history of a Standard execution becomes. Source: Step Functions Developer Guide, "Avoid reaching the
/// history quota", and recorded executions: five events a task, two a state without work.
final class HistoryRules {
    private static final long PLAIN = 2;
    private static final long TASK = 5;
    private static final long WAITING_TASK = 6;
    private static final long BRANCHING = 4;
    private static final long ITERATION = 2;

    private HistoryRules() {}

    /// Executions that fail because they do too much, even when nothing else fails.
    static List<Finding> tooManyEvents(Wiring wiring) {
        return wiring.all(Workflow.class).entrySet().stream()
                .filter(e -> !e.getValue().express())
                .flatMap(e -> {
                    var machine = WorkflowRules.parse(e.getValue()).machine();
                    long events = machine == null ? 0 : ITERATION + events(machine.flow());
                    return events <= e.getValue().maxHistoryEvents()
                            ? Stream.empty()
                            : Stream.of(Finding.warning(
                                    "stepfunctions.history",
                                    Paths.node(e.getKey(), StateMachineKind.DEFINITION.name()),
                                    "Expected at most %d events in the history of an execution, received about %d; it fails when it gets there.\nMaybe let a distributed Map, or executions of another workflow, do the work."
                                            .formatted(e.getValue().maxHistoryEvents(), events)));
                })
                .toList();
    }

    /// Events of a flow when nothing fails; of a Choice the first rule, of a loop one round.
    private static long events(Flow flow) {
        long sum = 0;
        var seen = new HashSet<String>();
        for (var state = flow.state(flow.startAt()); state != null && seen.add(state.name()); state = next(flow, state))
            sum += events(state);
        return sum;
    }

    private static long events(State state) {
        return switch (state) {
            case State.Task task ->
                task.integration().completion() == Integration.Completion.REQUEST_RESPONSE ? TASK : WAITING_TASK;
            case State.Parallel parallel ->
                BRANCHING
                        + parallel.branches().stream()
                                .mapToLong(HistoryRules::events)
                                .sum();
            case State.Map map -> BRANCHING + iterations(map);
            case State.Choice c -> PLAIN;
            case State.Wait w -> PLAIN;
            case State.Pass p -> PLAIN;
            case State.Succeed s -> PLAIN;
            case State.Fail f -> PLAIN;
        };
    }

    /// Children of a distributed Map have histories of their own.
    private static long iterations(State.Map map) {
        var count = map.items().count();
        return count == null || map.processing().distributed()
                ? 0
                : count * (ITERATION + events(map.processing().flow()));
    }

    private static @Nullable State next(Flow flow, State state) {
        var name = switch (state) {
            case State.Task task -> task.next();
            case State.Parallel parallel -> parallel.next();
            case State.Map map -> map.next();
            case State.Pass pass -> pass.next();
            case State.Wait wait -> wait.next();
            case State.Choice choice ->
                choice.rules().isEmpty()
                        ? choice.defaultNext()
                        : choice.rules().getFirst().next();
            case State.Succeed s -> null;
            case State.Fail f -> null;
        };
        return name == null ? null : flow.state(name);
    }
}
