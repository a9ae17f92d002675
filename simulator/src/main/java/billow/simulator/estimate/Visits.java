package billow.simulator.estimate;

import billow.model.archetype.Workflow;
import billow.model.asl.AslParser;
import billow.model.asl.Flow;
import billow.model.asl.State;
import billow.model.asl.WorkflowType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The states an execution passes when nothing fails: all branches of a Parallel, one iteration of a Map, the first
/// rule
/// of a Choice.
///
/// @param states      in order, at every depth
record Visits(List<State> states) {

    static Visits of(Workflow workflow) {
        var type = workflow.express() ? WorkflowType.EXPRESS : WorkflowType.STANDARD;
        var machine = AslParser.parse(workflow.definition(), type).machine();
        var states = new ArrayList<State>();
        if (machine != null) walk(machine.flow(), states, new HashSet<>());
        return new Visits(List.copyOf(states));
    }

    private static void walk(Flow flow, List<State> visited, Set<String> seen) {
        for (var state = flow.state(flow.startAt());
                state != null && seen.add(state.name());
                state = next(flow, state)) {
            visited.add(state);
            if (state instanceof State.Parallel parallel)
                parallel.branches().forEach(branch -> walk(branch, visited, seen));
            if (state instanceof State.Map map) walk(map.processing().flow(), visited, seen);
        }
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

    List<String> tasks() {
        return states.stream()
                .filter(State.Task.class::isInstance)
                .map(State::name)
                .toList();
    }
}
