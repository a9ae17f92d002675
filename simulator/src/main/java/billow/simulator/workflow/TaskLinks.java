package billow.simulator.workflow;

import billow.model.archetype.Interaction;
import billow.model.asl.Flow;
import billow.model.asl.Integration;
import billow.model.asl.MapItems;
import billow.model.asl.State;
import billow.model.asl.StateMachine;
import billow.model.expression.Template;
import billow.model.kind.LinkKind;
import billow.simulator.flow.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Which link each Task state uses: the one that lists the state's name; else the one to a node the state names in its
/// Resource, Parameters or Arguments; else, in the order of the definition, the next that fits and that no state uses
/// yet, or the only one that fits. A Map that reads items or writes results is looked at in the same way, by name only.
final class TaskLinks {
    private final List<Wire> wires;
    private final @Nullable Wire[] chosen;
    private final boolean[] used;

    TaskLinks(StateMachine machine, List<Wire> outgoing) {
        wires = List.copyOf(outgoing);
        chosen = new @Nullable Wire[machine.stateCount()];
        used = new boolean[wires.size()];
        var states = new ArrayList<State>();
        collect(machine.flow(), states);
        for (State state : states) choose(state, listed(state));
        for (State state : states) if (of(state) == null) choose(state, named(state));
        for (State state : states) if (of(state) == null && state instanceof State.Task task) choose(state, next(task));
    }

    /// The link a state uses, or null.
    @Nullable
    Wire of(State state) {
        return chosen[state.header().ordinal()];
    }

    private static void collect(Flow flow, List<State> states) {
        for (State state : flow.states().values())
            switch (state) {
                case State.Task task -> states.add(task);
                case State.Map map -> {
                    states.add(map);
                    collect(map.processing().flow(), states);
                }
                case State.Parallel parallel -> parallel.branches().forEach(branch -> collect(branch, states));
                case State.Choice c -> {}
                case State.Wait w -> {}
                case State.Pass p -> {}
                case State.Succeed s -> {}
                case State.Fail f -> {}
            }
    }

    private void choose(State state, int wire) {
        if (wire < 0) return;
        chosen[state.header().ordinal()] = wires.get(wire);
        used[wire] = true;
    }

    private int listed(State state) {
        for (int i = 0; i < wires.size(); i++) {
            var names = wires.get(i).plan().states();
            if (names != null
                    && Arrays.stream(names.split(","))
                            .anyMatch(name -> name.strip().equals(state.name()))) return i;
        }
        return -1;
    }

    /// Of several links to a node that is named, the one whose operation the task asks for, or else the first.
    private int named(State state) {
        Set<String> words = new HashSet<>();
        if (state instanceof State.Task task) {
            words(task.resource(), words);
            var parameters = task.header().data().parameters();
            if (parameters != null) words(parameters, words);
        }
        if (state instanceof State.Map map && map.items().reader() instanceof MapItems.Reader reader) {
            var arguments = reader.arguments();
            if (arguments != null) words(arguments, words);
        }
        int found = -1;
        for (int i = 0; i < wires.size(); i++) {
            Wire wire = wires.get(i);
            if (wire.plan().states() != null || !words.contains(target(wire))) continue;
            if (state instanceof State.Task task && asks(task.integration(), wire)) return i;
            if (found < 0) found = i;
        }
        return found;
    }

    private int next(State.Task task) {
        int fitting = 0;
        int only = -1;
        for (int i = 0; i < wires.size(); i++) {
            if (wires.get(i).plan().states() != null || !fits(task.integration(), wires.get(i))) continue;
            if (!used[i]) return i;
            fitting++;
            only = i;
        }
        return fitting == 1 ? only : -1;
    }

    private static boolean fits(Integration integration, Wire wire) {
        LinkKind kind = wire.kind();
        if (kind == LinkKind.CALL || integration.service().isEmpty()) return true;
        if (integration.kind() == Integration.Kind.ACTIVITY) return false;
        return switch (integration.service()) {
            case "lambda" -> kind == LinkKind.INVOKE;
            case "dynamodb", "s3" -> kind == LinkKind.OPERATE;
            case "states", "sfn" -> kind == LinkKind.START;
            case "kinesis" -> kind == LinkKind.PUT;
            case "sns", "events" -> kind == LinkKind.PUBLISH;
            default -> kind == LinkKind.SEND || kind == LinkKind.REQUEST;
        };
    }

    /// Whether a link does what the action of a table's integration says: `getItem` reads one item.
    private static boolean asks(Integration integration, Wire wire) {
        if (!(wire.interaction() instanceof Interaction.Operate operate)) return true;
        String operation = operate.operation().name().replace("_", "").toLowerCase(Locale.ROOT);
        return integration.action().toLowerCase(Locale.ROOT).startsWith(operation);
    }

    /// Id of the node a link leads to. Link ids are `from->to`, with `#2`, `#3` … behind further links of a pair.
    private static String target(Wire wire) {
        String id = wire.id();
        String to = id.substring(id.indexOf("->") + (id.contains("->") ? 2 : 1));
        int further = to.indexOf('#');
        return further < 0 ? to : to.substring(0, further);
    }

    private static void words(Template template, Set<String> words) {
        switch (template) {
            case Template.Constant constant -> words(constant.value(), words);
            case Template.Members members -> members.members().values().forEach(member -> words(member, words));
            case Template.Elements elements -> elements.elements().forEach(element -> words(element, words));
            case Template.Computed computed -> {}
        }
    }

    private static void words(JsonNode node, Set<String> words) {
        if (node.isString()) words(node.stringValue(), words);
        else node.forEach(child -> words(child, words));
    }

    /// Ids stand in ARNs, URLs and references such as `${Resize.Arn}`.
    private static void words(String text, Set<String> words) {
        words.addAll(Arrays.asList(text.split("[^A-Za-z0-9_-]+")));
    }
}
