package billow.model.check;

import billow.model.archetype.Workflow;
import billow.model.asl.AslParser;
import billow.model.asl.Flow;
import billow.model.asl.State;
import billow.model.asl.WorkflowType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A Task state of a workflow, and where it stands in the definition.
///
/// @param task  the state
/// @param steps names of members and numbers of elements that lead to it
record PlacedTask(State.Task task, List<Object> steps) {
    /// All of them, at every depth, in the order of the definition; none when AWS would not take it.
    static List<PlacedTask> of(Workflow workflow) {
        var type = workflow.express() ? WorkflowType.EXPRESS : WorkflowType.STANDARD;
        var parsed = AslParser.parse(workflow.definition(), type);
        var machine = parsed.machine();
        var found = new ArrayList<PlacedTask>();
        if (machine != null && parsed.isRunnable()) collect(machine.flow(), machine.source(), List.of(), found);
        return List.copyOf(found);
    }

    private static void collect(Flow flow, JsonNode source, List<Object> steps, List<PlacedTask> found) {
        for (var state : flow.states().values()) {
            var here = and(steps, "States", state.name());
            switch (state) {
                case State.Task task -> found.add(new PlacedTask(task, here));
                case State.Parallel parallel -> {
                    for (int i = 0; i < parallel.branches().size(); i++)
                        collect(
                                parallel.branches().get(i),
                                source.path("States")
                                        .path(state.name())
                                        .path("Branches")
                                        .path(i),
                                and(here, "Branches", i),
                                found);
                }
                case State.Map map -> {
                    var written = source.path("States").path(state.name());
                    var name = written.has("ItemProcessor") ? "ItemProcessor" : "Iterator";
                    collect(map.processing().flow(), written.path(name), and(here, name), found);
                }
                case State.Choice c -> {}
                case State.Wait w -> {}
                case State.Pass p -> {}
                case State.Succeed s -> {}
                case State.Fail f -> {}
            }
        }
    }

    private static List<Object> and(List<Object> steps, Object... more) {
        var all = new ArrayList<>(steps);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    /// As findings show it, for example `States.Each.ItemProcessor.States.Pay`.
    String path() {
        var text = new StringBuilder();
        for (var step : steps)
            if (step instanceof Integer) text.append('[').append(step).append(']');
            else text.append(text.isEmpty() ? "" : ".").append(step);
        return text.toString();
    }

    /// Changes the state as it is written in a copy of the definition.
    void change(JsonNode copy, Consumer<ObjectNode> change) {
        JsonNode at = copy;
        for (var step : steps) at = step instanceof Integer i ? at.path(i) : at.path(String.valueOf(step));
        if (at instanceof ObjectNode state) change.accept(state);
    }
}
