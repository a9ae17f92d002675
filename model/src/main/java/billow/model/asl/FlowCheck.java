package billow.model.asl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checks how the states of one flow lead to one another: targets exist, every state can be reached, one can end it.
final class FlowCheck {
    private final Flow flow;
    private final Fields fields;

    private final Set<String> unread;

    private FlowCheck(Flow flow, Set<String> unread, Fields fields) {
        this.flow = flow;
        this.unread = unread;
        this.fields = fields;
    }

    /// @param unread names of states that are there and could not be read; it is not known where they lead
    static void check(Flow flow, Set<String> unread, Fields fields) {
        FlowCheck check = new FlowCheck(flow, unread, fields);
        check.targets();
        if (unread.isEmpty()) {
            check.reachability();
            check.endings();
        }
    }

    private boolean exists(String name) {
        return flow.state(name) != null || unread.contains(name);
    }

    private void targets() {
        if (!flow.startAt().isEmpty() && !exists(flow.startAt())) {
            fields.error("StartAt", "Expected the name of a state, received " + flow.startAt() + ".");
        }
        for (State state : flow.states().values()) {
            targetsOf(state)
                    .distinct()
                    .filter(target -> !exists(target))
                    .forEach(target -> fields.error(
                            "States." + state.name() + "." + fieldOf(state, target),
                            "Expected the name of a state here, received " + target + "."));
        }
    }

    private static String fieldOf(State state, String target) {
        List<Catcher> catchers = catchersOf(state);
        for (int i = 0; i < catchers.size(); i++) {
            if (catchers.get(i).next().equals(target)) {
                return "Catch[" + i + "].Next";
            }
        }
        if (state instanceof State.Choice choice) {
            for (int i = 0; i < choice.rules().size(); i++) {
                if (choice.rules().get(i).next().equals(target)) {
                    return "Choices[" + i + "].Next";
                }
            }
            return "Default";
        }
        return "Next";
    }

    private void reachability() {
        if (flow.state(flow.startAt()) == null) {
            return;
        }
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(flow.startAt()));
        while (!open.isEmpty()) {
            String name = open.pop();
            State state = flow.state(name);
            if (state != null && reached.add(name)) {
                targetsOf(state).forEach(open::push);
            }
        }
        flow.states().keySet().stream()
                .filter(name -> !reached.contains(name))
                .forEach(name -> fields.error(
                        "States." + name,
                        "Expected a state that can be reached from " + flow.startAt() + ", received " + name + "."));
    }

    private void endings() {
        if (flow.states().values().stream().noneMatch(FlowCheck::canEnd)) {
            fields.error("States", "Expected a state with End, Succeed or Fail, received none.");
        }
    }

    private static boolean canEnd(State state) {
        return switch (state) {
            case State.Succeed succeed -> true;
            case State.Fail fail -> true;
            case State.Choice choice -> false;
            case State.Task task -> task.next() == null;
            case State.Wait wait -> wait.next() == null;
            case State.Pass pass -> pass.next() == null;
            case State.Parallel parallel -> parallel.next() == null;
            case State.Map map -> map.next() == null;
        };
    }

    static Stream<String> targetsOf(State state) {
        return switch (state) {
            case State.Succeed succeed -> Stream.empty();
            case State.Fail fail -> Stream.empty();
            case State.Choice choice ->
                Stream.concat(
                        choice.rules().stream().map(ChoiceRule::next).filter(next -> !next.isEmpty()),
                        Stream.ofNullable(choice.defaultNext()));
            case State.Task task -> targets(task.next(), task.catchers());
            case State.Wait wait -> targets(wait.next(), List.of());
            case State.Pass pass -> targets(pass.next(), List.of());
            case State.Parallel parallel -> targets(parallel.next(), parallel.catchers());
            case State.Map map -> targets(map.next(), map.catchers());
        };
    }

    private static List<Catcher> catchersOf(State state) {
        return switch (state) {
            case State.Task task -> task.catchers();
            case State.Parallel parallel -> parallel.catchers();
            case State.Map map -> map.catchers();
            case State.Choice choice -> List.of();
            case State.Wait wait -> List.of();
            case State.Pass pass -> List.of();
            case State.Succeed succeed -> List.of();
            case State.Fail fail -> List.of();
        };
    }

    private static Stream<String> targets(@Nullable String next, List<Catcher> catchers) {
        return Stream.concat(
                        Stream.ofNullable(next),
                        catchers.stream().map(Catcher::next).filter(Objects::nonNull))
                .filter(name -> !name.isEmpty());
    }
}
