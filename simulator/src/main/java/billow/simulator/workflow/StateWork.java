package billow.simulator.workflow;

import billow.model.asl.Catcher;
import billow.model.asl.ChoiceRule;
import billow.model.asl.DataFlow;
import billow.model.asl.ErrorNames;
import billow.model.asl.Integration;
import billow.model.asl.Retrier;
import billow.model.asl.State;
import billow.model.expression.EvaluationFailure;
import billow.model.expression.QueryLanguage;
import billow.model.expression.Scope;
import billow.model.expression.Template;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What each kind of state does once it is entered.
final class StateWork {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MILLIS_PER_SECOND = 1000;

    private final Execution execution;

    StateWork(Execution execution) {
        this.execution = execution;
    }

    void begin(Branch branch) {
        switch (branch.current()) {
            case State.Pass pass -> pass(branch, pass);
            case State.Choice choice -> choose(branch, choice);
            case State.Wait wait -> waitFor(branch, wait);
            case State.Succeed succeed -> execution.departure().leave(branch, through(branch), null);
            case State.Fail fail -> fail(branch, fail);
            case State.Task task -> task(branch, task);
            case State.Parallel parallel -> parallel(branch, parallel);
            case State.Map map -> map(branch, map);
        }
    }

    private void pass(Branch branch, State.Pass pass) {
        if (execution.dataless()) {
            execution.departure().complete(branch, Execution.EMPTY);
            return;
        }
        DataFlow data = pass.header().data();
        JsonNode result = pass.result() != null ? pass.result() : Passage.workInput(data, execution.scope(branch));
        execution.departure().complete(branch, result);
    }

    private Passage.Outcome through(Branch branch) {
        State.Header header = branch.current().header();
        if (execution.dataless()) {
            return new Passage.Outcome(Execution.EMPTY, branch.variables);
        }
        DataFlow data = header.data();
        return Passage.through(header.language(), data, data.output(), data.assign(), execution.scope(branch));
    }

    // ---- Choice

    private void choose(Branch branch, State.Choice choice) {
        if (execution.dataless()) {
            String next = drawn(branch, choice);
            if (next == null) {
                noneMatched(branch);
            } else {
                execution.departure().leave(branch, new Passage.Outcome(Execution.EMPTY, branch.variables), next);
            }
            return;
        }
        Scope scope = execution.scope(branch);
        DataFlow data = choice.header().data();
        QueryLanguage language = choice.header().language();
        ChoiceRule rule = decided(branch, choice, scope.withInput(Passage.effectiveInput(data, scope)));
        if (rule != null) {
            Passage.Outcome outcome = Passage.through(language, data, rule.output(), rule.assign(), scope);
            execution.departure().leave(branch, outcome, rule.next());
        } else if (choice.defaultNext() != null) {
            execution.departure().leave(branch, through(branch), choice.defaultNext());
        } else {
            noneMatched(branch);
        }
    }

    private void noneMatched(Branch branch) {
        throw new EvaluationFailure(
                ErrorNames.NO_CHOICE_MATCHED,
                "Failed to transition out of the state. The state does not point to a next state.");
    }

    /// The first rule that applies. A rule with a probability whose variables are not there applies with that
    /// probability; all such rules of one visit share one draw.
    private @Nullable ChoiceRule decided(Branch branch, State.Choice choice, Scope scope) {
        double drawn = Double.NaN;
        double passed = 0;
        for (ChoiceRule rule : choice.rules()) {
            Double probability = rule.probability();
            if (probability != null && !rule.condition().isDecidable(scope)) {
                drawn = Double.isNaN(drawn) ? execution.uniform(branch) : drawn;
                if (drawn >= passed && drawn < passed + probability) {
                    return rule;
                }
            } else if (rule.condition().holds(scope)) {
                return rule;
            }
            passed += probability == null ? 0 : probability;
        }
        return null;
    }

    /// A next state drawn without data. What the probabilities leave over is shared equally by the rules without one
    /// and
    /// by Default.
    private @Nullable String drawn(Branch branch, State.Choice choice) {
        double rest = 1;
        int sharers = choice.defaultNext() == null ? 0 : 1;
        for (ChoiceRule rule : choice.rules()) {
            rest -= rule.probability() == null ? 0 : rule.probability();
            sharers += rule.probability() == null ? 1 : 0;
        }
        double share = sharers == 0 ? 0 : Math.max(0, rest) / sharers;
        double left = execution.uniform(branch);
        for (ChoiceRule rule : choice.rules()) {
            left -= rule.probability() == null ? share : rule.probability();
            if (left < 0) {
                return rule.next();
            }
        }
        return choice.defaultNext();
    }

    // ---- Wait, Fail

    private void waitFor(Branch branch, State.Wait wait) {
        branch.timerToken = execution.timer(branch, Tokens.Kind.WAIT, delayNanos(branch, wait));
    }

    private long delayNanos(Branch branch, State.Wait wait) {
        Template seconds = wait.seconds();
        Template timestamp = wait.timestamp();
        Template given = seconds != null ? seconds : timestamp;
        if (given == null || execution.dataless() && !given.isConstant()) {
            return 0;
        }
        Scope effective = execution.dataless() ? execution.scope(branch) : effective(branch);
        if (seconds != null) {
            return Execution.nanos(Figures.seconds(seconds, effective));
        }
        String until = Passage.text(given, effective);
        try {
            // The service drops fractions of a second.
            long millis = OffsetDateTime.parse(until).toEpochSecond() * MILLIS_PER_SECOND;
            return Math.max(0, (millis - execution.setting().epochMillis()) * NANOS_PER_MILLI - execution.now());
        } catch (DateTimeParseException e) {
            String field = given instanceof Template.Computed computed ? computed.field() : "Timestamp";
            String source = given instanceof Template.Computed computed
                    ? computed.expression().text() + " == "
                    : "";
            throw new EvaluationFailure(
                    ErrorNames.RUNTIME,
                    "The " + field + " parameter does not reference a valid ISO-8601 extended offset date-time format"
                            + " string: " + source + until);
        }
    }

    void waited(Branch branch) {
        execution.departure().guarded(branch, () -> execution.departure().leave(branch, through(branch)));
    }

    private void fail(Branch branch, State.Fail fail) {
        Scope scope = execution.scope(branch);
        String error = text(fail.error(), scope);
        String cause = text(fail.cause(), scope);
        execution.departure().failFlow(branch, error, cause);
    }

    private @Nullable String text(@Nullable Template template, Scope scope) {
        if (template == null || execution.dataless() && !template.isConstant()) {
            return null;
        }
        return Passage.text(template, scope);
    }

    // ---- Task, Parallel, Map

    private void task(Branch branch, State.Task task) {
        int token = execution.tokens().open(branch, Tokens.Kind.TASK);
        branch.taskToken = token;
        JsonNode input;
        long timeout;
        try {
            input = taskInput(branch, task);
            Scope effective = execution.dataless() ? execution.scope(branch) : effective(branch);
            timeout = secondsNanos(task.timeoutSeconds(), effective);
            branch.heartbeatNanos = secondsNanos(task.heartbeatSeconds(), effective);
        } catch (EvaluationFailure e) {
            // Nobody was told of the token, so nobody is told of its end.
            execution.tokens().close(token);
            branch.taskToken = Branch.NONE;
            throw e;
        }
        branch.history.add(task.integration().completion() == Integration.Completion.REQUEST_RESPONSE ? 2 : 3);
        if (timeout > 0) {
            branch.timerToken = execution.timer(branch, Tokens.Kind.TASK_TIMEOUT, timeout);
        }
        if (branch.heartbeatNanos > 0) {
            branch.heartbeatToken = execution.timer(branch, Tokens.Kind.HEARTBEAT, branch.heartbeatNanos);
        }
        execution.effects().task(token, task, task.resource(), input);
    }

    private JsonNode taskInput(Branch branch, State.Task task) {
        if (execution.dataless()) {
            return Execution.EMPTY;
        }
        JsonNode input = Passage.workInput(task.header().data(), execution.scope(branch));
        if (execution.departure().isTooLarge(branch, input)) {
            throw new EvaluationFailure(ErrorNames.DATA_LIMIT_EXCEEDED, Departure.tooLarge(branch));
        }
        return input;
    }

    private Scope effective(Branch branch) {
        Scope scope = execution.scope(branch);
        return scope.withInput(Passage.effectiveInput(branch.current().header().data(), scope));
    }

    private long secondsNanos(@Nullable Template seconds, Scope scope) {
        if (seconds == null || execution.dataless() && !seconds.isConstant()) {
            return 0;
        }
        return Execution.nanos(Figures.seconds(seconds, scope));
    }

    private void parallel(Branch branch, State.Parallel parallel) {
        JsonNode input = execution.dataless()
                ? Execution.EMPTY
                : Passage.workInput(parallel.header().data(), execution.scope(branch));
        branch.history.add(1);
        ParallelRun run = new ParallelRun(execution, branch, parallel);
        branch.running = run;
        run.begin(input);
    }

    private void map(Branch branch, State.Map map) {
        MapRun run = new MapRun(execution, branch, map);
        branch.running = run;
        run.begin();
    }

    // ---- what states have in common

    static @Nullable String next(State state) {
        return switch (state) {
            case State.Task task -> task.next();
            case State.Wait wait -> wait.next();
            case State.Pass pass -> pass.next();
            case State.Parallel parallel -> parallel.next();
            case State.Map map -> map.next();
            case State.Choice choice -> choice.defaultNext();
            case State.Succeed succeed -> null;
            case State.Fail fail -> null;
        };
    }

    static List<Retrier> retriers(State state) {
        return switch (state) {
            case State.Task task -> task.retriers();
            case State.Parallel parallel -> parallel.retriers();
            case State.Map map -> map.retriers();
            case State.Choice choice -> List.of();
            case State.Wait wait -> List.of();
            case State.Pass pass -> List.of();
            case State.Succeed succeed -> List.of();
            case State.Fail fail -> List.of();
        };
    }

    static List<Catcher> catchers(State state) {
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
}
