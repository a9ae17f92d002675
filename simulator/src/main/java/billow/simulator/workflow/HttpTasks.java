package billow.simulator.workflow;

import billow.model.asl.State;
import billow.model.quota.Limits;
import billow.simulator.flow.Account;
import billow.simulator.flow.Pacer;

/// Tasks that make HTTP requests: how long they wait for the rate that all state machines of the account share, and how
/// long a request may take. Any other task neither waits nor is limited.
/// Source: Step Functions service quotas page, 2026: HTTP tasks.
final class HttpTasks {
    private final Pacer requests;
    private final long nanos;

    HttpTasks(Account account) {
        requests = account.pacer("stepfunctions.http", limit("httpRate"), limit("httpBurst"));
        nanos = (long) (limit("httpMaxTime") * 1e9);
    }

    private static double limit(String name) {
        return Limits.limit("stepfunctions." + name).standard();
    }

    /// How long a task has to wait because there are too many requests.
    long waitNanos(State state, long time) {
        return isHttp(state) ? requests.delay(time) : 0;
    }

    /// The longest a request may take; 0 for any other task.
    long limitNanos(State state) {
        return isHttp(state) ? nanos : 0;
    }

    private static boolean isHttp(State state) {
        return state instanceof State.Task task && task.integration().service().equals("http");
    }
}
