package billow.simulator.workflow;

import billow.model.asl.ErrorNames;
import billow.model.asl.State;
import billow.model.expression.EvaluationFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How a branch leaves a state: with a result, by the way its state names, or by an error.
final class Departure {
    private final Execution execution;
    private final Recovery recovery;

    Departure(Execution execution) {
        this.execution = execution;
        this.recovery = new Recovery(execution);
    }

    /// A state's work has a result.
    void complete(Branch branch, JsonNode result) {
        guarded(branch, () -> leave(branch, outcome(branch, result)));
    }

    private Passage.Outcome outcome(Branch branch, JsonNode result) {
        State state = branch.current();
        return execution.dataless()
                ? new Passage.Outcome(Execution.EMPTY, branch.variables)
                : Passage.afterWork(state.header().language(), state.header().data(), execution.scope(branch), result);
    }

    /// The state is left by its `Next` or ends its flow.
    void leave(Branch branch, Passage.Outcome outcome) {
        leave(branch, outcome, StateWork.next(branch.current()));
    }

    void leave(Branch branch, Passage.Outcome outcome, @Nullable String next) {
        if (isTooLarge(branch, outcome.output())) {
            error(branch, ErrorNames.DATA_LIMIT_EXCEEDED, tooLarge(branch));
            return;
        }
        branch.variables = outcome.variables();
        branch.taskToken = Branch.NONE;
        branch.history.add(1);
        execution.effects().exited(branch.current(), outcome.output());
        if (next != null) {
            execution.goTo(branch, next, outcome.output());
        } else if (branch.join != null) {
            branch.join.ended(branch, outcome.output());
        } else {
            execution.root().history.add(1);
            execution.finish();
            execution.effects().succeeded(outcome.output());
        }
    }

    boolean isTooLarge(Branch branch, JsonNode data) {
        int most = execution.setting().limits().payloadBytes();
        return !execution.dataless() && data != branch.input && PayloadSize.bytes(data, most) > most;
    }

    static String tooLarge(Branch branch) {
        return "The state/task '" + branch.current().name()
                + "' returned a result with a size exceeding the maximum number of bytes service limit.";
    }

    /// A state has failed: it is tried again, or goes on where its Catch says, or its flow fails.
    void error(Branch branch, @Nullable String error, @Nullable String cause) {
        execution.closeTokens(branch);
        stopJoin(branch);
        recovery.recover(branch, error, cause);
    }

    /// A flow has failed: whoever waits for it is told, or the execution fails.
    void failFlow(Branch branch, @Nullable String error, @Nullable String cause) {
        stop(branch);
        if (branch.join != null) {
            branch.join.failed(branch, error, cause);
            return;
        }
        execution.root().history.add(1);
        execution.finish();
        execution.effects().failed(error, cause);
    }

    /// Stops a branch and all below it.
    void stop(Branch branch) {
        branch.stopped = true;
        execution.closeTokens(branch);
        execution.closeToken(branch.childToken);
        stopJoin(branch);
    }

    void guarded(Branch branch, Runnable step) {
        try {
            step.run();
        } catch (EvaluationFailure e) {
            if (e.error().equals(ErrorNames.QUERY_EVALUATION)) {
                branch.history.add(1);
            }
            error(branch, e.error(), located(branch, e));
        }
    }

    private static void stopJoin(Branch branch) {
        Join join = branch.running;
        if (join != null) {
            branch.running = null;
            join.cancel();
        }
    }

    /// How AWS words where an expression failed.
    static String located(Branch branch, EvaluationFailure failure) {
        String cause = failure.cause();
        if (failure.error().equals(ErrorNames.DATA_LIMIT_EXCEEDED)) {
            return cause;
        }
        return "An error occurred while executing the state '"
                + branch.current().name() + "' (entered at the event id #" + branch.enteredEvent + "). " + cause;
    }
}
