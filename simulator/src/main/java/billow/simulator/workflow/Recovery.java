package billow.simulator.workflow;

import billow.model.asl.Catcher;
import billow.model.asl.ErrorNames;
import billow.model.asl.Retrier;
import billow.model.asl.State;
import billow.model.expression.EvaluationFailure;
import billow.model.expression.QueryLanguage;
import billow.model.expression.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What becomes of a state that has failed: its first retrier that matches counts, and is spent before any Catch is
/// asked.
final class Recovery {
    private final Execution execution;

    Recovery(Execution execution) {
        this.execution = execution;
    }

    void recover(Branch branch, @Nullable String error, @Nullable String cause) {
        String name = error == null ? "" : error;
        State state = branch.current();
        List<Retrier> retriers = StateWork.retriers(state);
        for (int i = 0; i < retriers.size(); i++) {
            if (retriers.get(i).matches(name)) {
                if (branch.retries(i) < retriers.get(i).maxAttempts()) {
                    retry(branch, retriers.get(i), branch.countRetry(i, retriers.size()));
                    return;
                }
                break;
            }
        }
        if ((state instanceof State.Parallel || state instanceof State.Map) && !name.equals(ErrorNames.RUNTIME)) {
            branch.history.add(1);
        }
        for (Catcher catcher : StateWork.catchers(state)) {
            if (catcher.matches(name)) {
                caught(branch, catcher, name, cause == null ? "" : cause);
                return;
            }
        }
        execution.departure().failFlow(branch, unhandled(name, error), cause);
    }

    /// A missed heartbeat nobody takes up is told as a timeout. Source: recorded executions.
    private static @Nullable String unhandled(String name, @Nullable String error) {
        return name.equals(ErrorNames.HEARTBEAT_TIMEOUT) ? ErrorNames.TIMEOUT : error;
    }

    private void retry(Branch branch, Retrier retrier, int count) {
        branch.attempt++;
        long delay = retrier.delayNanos(count);
        long drawn = retrier.fullJitter() ? (long) (delay * execution.uniform(branch)) : delay;
        branch.timerToken = execution.timer(branch, Tokens.Kind.RETRY, drawn);
    }

    private void caught(Branch branch, Catcher catcher, String error, String cause) {
        if (execution.dataless()) {
            execution.departure().leave(branch, new Passage.Outcome(Execution.EMPTY, branch.variables), catcher.next());
            return;
        }
        ObjectNode output =
                JsonNodeFactory.instance.objectNode().put("Error", error).put("Cause", cause);
        try {
            Scope scope = execution.scope(branch).withErrorOutput(output);
            Passage.Outcome outcome = branch.current().header().language() == QueryLanguage.JSONATA
                    ? Passage.queried(catcher.output(), catcher.assign(), scope, output)
                    : new Passage.Outcome(
                            catcher.resultPath().combine(branch.input, output),
                            Passage.assigned(catcher.assign(), scope.withInput(output)));
            execution.departure().leave(branch, outcome, catcher.next());
        } catch (EvaluationFailure e) {
            execution.departure().failFlow(branch, e.error(), Departure.located(branch, e));
        }
    }
}
