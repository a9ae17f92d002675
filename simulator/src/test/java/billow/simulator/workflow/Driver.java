package billow.simulator.workflow;

import billow.model.asl.AslParser;
import billow.model.asl.Parsed;
import billow.model.asl.State;
import billow.model.asl.StateMachine;
import billow.model.asl.WorkflowType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs one execution to its end on a small event list and keeps what happened.
final class Driver implements Effects {
    /// What a task does: takes `nanos`, then returns `output`, or fails when `error` is given.
    record Answer(
            long nanos, @Nullable JsonNode output, @Nullable String error) {
        static Answer after(double seconds, @Nullable JsonNode output) {
            return new Answer(Math.round(seconds * 1e9), output, null);
        }

        static Answer failing(double seconds, String error) {
            return new Answer(Math.round(seconds * 1e9), null, error);
        }
    }

    /// Answers a task. Never answering is null.
    interface Work {
        @Nullable
        Answer answer(State state, String resource, JsonNode input);
    }

    private record Event(
            long nanos, long number, int token, @Nullable Answer answer) {}

    static final Setting.Names NAMES = Setting.Names.of("machine", "run");
    /// 2026-11-20T00:00Z.
    static final long EPOCH_MILLIS = 1_795_132_800_000L;

    final List<String> trace = new ArrayList<>();
    final List<JsonNode> exits = new ArrayList<>();
    final List<JsonNode> taskInputs = new ArrayList<>();
    final List<Double> timers = new ArrayList<>();
    final Set<Integer> cancelled = new HashSet<>();
    int transitions;
    int children;
    int childFailures;
    int running;
    int mostRunning;
    long now;
    long transitionNanos;

    @Nullable
    JsonNode output;

    @Nullable
    String error;

    @Nullable
    String cause;

    String status = "RUNNING";
    Execution execution;

    private final Work work;
    private final PriorityQueue<Event> events = new PriorityQueue<>((a, b) ->
            a.nanos() != b.nanos() ? Long.compare(a.nanos(), b.nanos()) : Long.compare(a.number(), b.number()));
    private final Set<Integer> tasks = new HashSet<>();
    private long number;

    Driver(StateMachine machine, @Nullable JsonNode input, Setting setting, Work work) {
        this.work = work;
        this.execution = new Execution(machine, input, setting);
    }

    static Setting setting(WorkflowType type, long seed) {
        return new Setting(
                type,
                NAMES,
                EPOCH_MILLIS,
                stage -> new SplittableRandom(seed * 31 + stage).nextDouble(),
                Setting.Limits.DEFAULT);
    }

    static StateMachine machine(String definition) {
        Parsed parsed = AslParser.parse(definition.replace('\'', '"'), WorkflowType.STANDARD);
        if (!parsed.isRunnable()) {
            throw new IllegalArgumentException(parsed.problems().toString());
        }
        return parsed.machine();
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    static Driver run(String definition, @Nullable String input, Work work) {
        Driver driver = new Driver(
                machine(definition), input == null ? null : json(input), setting(WorkflowType.STANDARD, 1), work);
        return driver.run();
    }

    static Driver run(String definition, @Nullable String input) {
        return run(definition, input, (state, resource, in) -> Answer.after(1, in));
    }

    Driver run() {
        execution.start(0, this);
        while (!events.isEmpty()) {
            Event event = events.poll();
            if (cancelled.contains(event.token())) {
                continue;
            }
            now = event.nanos();
            Answer answer = event.answer();
            if (answer == null) {
                execution.timerFired(event.token(), now);
                continue;
            }
            if (tasks.remove(event.token())) {
                running--;
            }
            if (answer.error() != null) {
                execution.taskFailed(event.token(), answer.error(), "because", now);
            } else {
                execution.taskSucceeded(event.token(), answer.output(), now);
            }
        }
        return this;
    }

    double seconds() {
        return now / 1e9;
    }

    @Override
    public long transition(State state, int attempt, WorkflowType type) {
        transitions++;
        if (attempt == 0) {
            trace.add("enter " + state.name());
        } else {
            trace.add("retry " + state.name() + " " + attempt);
        }
        return transitionNanos;
    }

    @Override
    public void exited(State state, JsonNode out) {
        trace.add("exit " + state.name());
        exits.add(out);
    }

    @Override
    public void task(int token, State state, String resource, JsonNode input) {
        taskInputs.add(input);
        tasks.add(token);
        running++;
        mostRunning = Math.max(mostRunning, running);
        Answer answer = work.answer(state, resource, input);
        if (answer != null) {
            events.add(new Event(now + answer.nanos(), number++, token, answer));
        }
    }

    @Override
    public void timer(int token, long delayNanos) {
        timers.add(delayNanos / 1e9);
        events.add(new Event(now + delayNanos, number++, token, null));
    }

    @Override
    public void cancel(int token) {
        cancelled.add(token);
        if (tasks.remove(token)) {
            running--;
        }
    }

    @Override
    public long childStarted(WorkflowType type) {
        children++;
        return 0;
    }

    @Override
    public void childEnded(WorkflowType type, boolean succeeded, long durationNanos) {
        childFailures += succeeded ? 0 : 1;
    }

    @Override
    public void succeeded(JsonNode out) {
        status = "SUCCEEDED";
        output = out;
    }

    @Override
    public void failed(@Nullable String name, @Nullable String why) {
        status = "FAILED";
        error = name;
        cause = why;
    }
}
