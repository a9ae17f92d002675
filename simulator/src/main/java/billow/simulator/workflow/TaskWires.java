package billow.simulator.workflow;

import billow.model.archetype.Interaction;
import billow.model.asl.State;
import billow.model.asl.StateMachine;
import billow.model.integration.TaskLink;
import billow.model.integration.TaskLinks;
import billow.model.integration.TaskOperation;
import billow.simulator.flow.Wire;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Over which wire the states of a workflow do their work. A link whose tasks ask for different operations has a wire
/// for each: its own and [#more], which differ from it in what they ask and in nothing else.
public final class TaskWires {
    private final List<Wire> links = new ArrayList<>();
    private final List<Wire> wires;
    private final TaskLinks choice;
    private final @Nullable Wire[] ofTasks;

    /// @param outgoing the wires of the workflow's links, with those that [#more] has told
    public TaskWires(StateMachine machine, List<Wire> outgoing) {
        wires = List.copyOf(outgoing);
        for (Wire wire : wires) if (links.stream().noneMatch(l -> l.id().equals(wire.id()))) links.add(wire);
        choice = new TaskLinks(
                machine,
                links.stream()
                        .map(w -> new TaskLink(
                                target(w), w.kind(), w.interaction(), w.plan().states()))
                        .toList());
        ofTasks = new @Nullable Wire[machine.stateCount()];
        for (State.Task task : choice.tasks()) ofTasks[task.header().ordinal()] = find(task, task.resource());
    }

    /// The wire over which a state does work, or null.
    ///
    /// @param resource of a Task, or of what reads the items or writes the results of a Map
    @Nullable
    Wire of(State state, String resource) {
        return state instanceof State.Task ? ofTasks[state.header().ordinal()] : find(state, resource);
    }

    private @Nullable Wire find(State state, String resource) {
        int link = choice.of(state);
        if (link < 0) return null;
        Wire wire = links.get(link);
        Interaction asked = asked(state, resource, wire);
        if (asked.equals(wire.interaction())) return wire;
        return wires.stream()
                .filter(w -> w.id().equals(wire.id()) && w.interaction().equals(asked))
                .findFirst()
                .orElse(wire);
    }

    private static Interaction asked(State state, String resource, Wire wire) {
        return state instanceof State.Task task
                ? TaskOperation.of(task, wire.interaction())
                : TaskOperation.of(resource, wire.interaction());
    }

    /// The Task states at every depth.
    List<State.Task> tasks() {
        return choice.tasks();
    }

    /// The wires the links need beside their own, because their tasks ask for something else.
    ///
    /// @param index of the first of them
    public List<Wire> more(int index) {
        var needed = new LinkedHashSet<Wire>();
        for (State state : choice.states()) {
            int link = choice.of(state);
            if (link < 0) continue;
            Wire wire = links.get(link);
            for (String resource : resources(state)) {
                Interaction asked = asked(state, resource, wire);
                if (!asked.equals(wire.interaction())) needed.add(asking(wire, asked, 0));
            }
        }
        var more = new ArrayList<Wire>();
        for (Wire wire : needed) more.add(asking(wire, wire.interaction(), index + more.size()));
        return more;
    }

    private static Set<String> resources(State state) {
        if (state instanceof State.Task task) return Set.of(task.resource());
        var resources = new LinkedHashSet<String>();
        if (state instanceof State.Map map) {
            var reader = map.items().reader();
            var writer = map.processing().writer();
            if (reader != null) resources.add(reader.resource());
            if (writer != null) resources.add(writer.resource());
        }
        return resources;
    }

    private static Wire asking(Wire link, Interaction asked, int index) {
        return new Wire(
                index, link.id(), link.key(), link.from(), link.to(), link.kind(), link.plan(), asked, link.data());
    }

    /// Id of the node a link leads to. Link ids are `from->to`, with `#2`, `#3` … behind further links of a pair.
    static String target(Wire wire) {
        String id = wire.id();
        String to = id.substring(id.indexOf("->") + (id.contains("->") ? 2 : 1));
        int further = to.indexOf('#');
        return further < 0 ? to : to.substring(0, further);
    }
}
