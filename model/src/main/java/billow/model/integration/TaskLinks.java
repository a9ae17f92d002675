package billow.model.integration;

import billow.model.asl.Flow;
import billow.model.asl.Integration;
import billow.model.asl.MapItems;
import billow.model.asl.State;
import billow.model.asl.StateMachine;
import billow.model.expression.Template;
import billow.model.kind.LinkKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// Which link each Task state uses: the one that lists the state's name; else the one to a node the state names in its
/// Resource, Parameters or Arguments; else, in the order of the definition, the next that fits and that no state uses
/// yet, or the only one that fits; one to something outside when no other fits. A Map that reads items or writes
/// results is looked at in the same way, by name only.
public final class TaskLinks {
    /// What stands for no link.
    public static final int NONE = -1;

    private final List<TaskLink> links;
    private final List<State> states = new ArrayList<>();
    private final int[] chosen;
    private final boolean[] used;

    public TaskLinks(StateMachine machine, List<TaskLink> outgoing) {
        links = List.copyOf(outgoing);
        chosen = new int[machine.stateCount()];
        Arrays.fill(chosen, NONE);
        used = new boolean[links.size()];
        collect(machine.flow(), states);
        for (State state : states) choose(state, listed(state));
        for (State state : states) if (of(state) == NONE) choose(state, named(state));
        for (State state : states) if (of(state) == NONE && state instanceof State.Task task) choose(state, next(task));
    }

    /// The place of the link a state uses, or [#NONE].
    public int of(State state) {
        return chosen[state.header().ordinal()];
    }

    /// The Task states at every depth, in the order of the definition.
    public List<State.Task> tasks() {
        return states.stream()
                .filter(State.Task.class::isInstance)
                .map(State.Task.class::cast)
                .toList();
    }

    /// The Task and Map states at every depth, in the order of the definition.
    public List<State> states() {
        return List.copyOf(states);
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

    private void choose(State state, int link) {
        if (link < 0) return;
        chosen[state.header().ordinal()] = link;
        used[link] = true;
    }

    private int listed(State state) {
        for (int i = 0; i < links.size(); i++) {
            var names = links.get(i).states();
            if (names != null
                    && Arrays.stream(names.split(","))
                            .anyMatch(name -> name.strip().equals(state.name()))) return i;
        }
        return NONE;
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
        int found = NONE;
        for (int i = 0; i < links.size(); i++) {
            var link = links.get(i);
            if (link.states() != null || !words.contains(link.target())) continue;
            if (state instanceof State.Task task && TaskOperation.agrees(task, link.interaction())) return i;
            if (found < 0) found = i;
        }
        return found;
    }

    private int next(State.Task task) {
        int own = next(link -> fits(task.integration(), link.kind()));
        return own == NONE ? next(link -> link.kind() == LinkKind.CALL) : own;
    }

    private int next(Predicate<TaskLink> fits) {
        int fitting = 0;
        int only = NONE;
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).states() != null || !fits.test(links.get(i))) continue;
            if (!used[i]) return i;
            fitting++;
            only = i;
        }
        return fitting == 1 ? only : NONE;
    }

    /// Whether a link leads to what the integration is made for. Anything else may stand outside the design.
    private static boolean fits(Integration integration, LinkKind kind) {
        if (integration.service().isEmpty()) return true;
        if (integration.kind() == Integration.Kind.ACTIVITY) return kind == LinkKind.CALL;
        return switch (integration.service()) {
            case "lambda" -> kind == LinkKind.INVOKE;
            case "dynamodb", "s3" -> kind == LinkKind.OPERATE;
            case "states", "sfn" -> kind == LinkKind.START;
            case "kinesis", "firehose" -> kind == LinkKind.PUT;
            case "sns", "events", "eventbridge" -> kind == LinkKind.PUBLISH;
            case "sqs" -> kind == LinkKind.SEND;
            default -> kind == LinkKind.CALL || kind == LinkKind.REQUEST;
        };
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
