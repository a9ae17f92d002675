package billow.simulator.client;

import billow.model.archetype.RetryPolicy;
import billow.simulator.flow.Outcome;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The SDK clients of one caller, by number: each has a bucket of retry tokens and, in adaptive mode, a rate limiter.
/// Source: botocore 1.43.67 (2026-08), retries/standard.py, quota.py and adaptive.py.
///
/// A retry costs 5 tokens of 500, after the caller's own timeout 10; by the rules of 2026 5 after a throttle and 14
/// after anything else. A success gives back what its last retry cost, or 1 when there was none. A client without
/// tokens does not retry.
public final class SdkClients {
    private static final int FULL = 500;
    private static final int RETRY = 5;
    private static final int TIMEOUT_RETRY = 10;
    private static final int THROTTLE_2026 = 5;
    private static final int OTHER_2026 = 14;
    private static final int FIRST_TRY = 1;

    private int[] spent = new int[16];
    private int[] lastCost = new int[64];
    private @Nullable AdaptiveRate[] rates = new AdaptiveRate[0];

    /// The client begins anew: it has never heard of a failure.
    public void renew(int client) {
        if (client < spent.length) spent[client] = 0;
        if (client < rates.length) rates[client] = null;
    }

    /// Retry tokens a client has left.
    public int tokens(int client) {
        return FULL - (client < spent.length ? spent[client] : 0);
    }

    /// When an attempt may go out that is ready at `time`.
    public long send(int client, RetryPolicy policy, long time) {
        return policy.mode() == RetryPolicy.Mode.ADAPTIVE ? rate(client, time).send(time) : time;
    }

    /// An attempt has come to its end.
    ///
    /// @param call the row of the caller's work, to remember what its last retry cost
    /// @param made attempts made for it so far, at least 1
    public void heard(int client, RetryPolicy policy, int call, int made, Outcome outcome, long time) {
        if (!policy.hasQuota()) return;
        if (policy.mode() == RetryPolicy.Mode.ADAPTIVE) rate(client, time).heard(outcome == Outcome.THROTTLED, time);
        if (outcome != Outcome.OK && outcome != Outcome.FUNCTION_ERROR) return; // a function's error is a 200
        int back = made == 1 ? FIRST_TRY : lastCost[call];
        if (client < spent.length) spent[client] = Math.max(0, spent[client] - back);
    }

    /// Pays for a retry after a retryable failure; false when the client has not enough tokens and fails at once.
    ///
    /// @param own whether the caller itself gave up waiting
    public boolean pay(int client, RetryPolicy policy, int call, Outcome outcome, boolean own) {
        if (!policy.hasQuota()) return true;
        int cost = cost(policy, outcome, own);
        if (client >= spent.length) spent = Arrays.copyOf(spent, Math.max(client + 1, 2 * spent.length));
        if (spent[client] + cost > FULL) return false;
        spent[client] += cost;
        if (call >= lastCost.length) lastCost = Arrays.copyOf(lastCost, Math.max(call + 1, 2 * lastCost.length));
        lastCost[call] = cost;
        return true;
    }

    private static int cost(RetryPolicy policy, Outcome outcome, boolean own) {
        if (policy.mode() == RetryPolicy.Mode.STANDARD_2026)
            return outcome == Outcome.THROTTLED ? THROTTLE_2026 : OTHER_2026;
        return own ? TIMEOUT_RETRY : RETRY;
    }

    private AdaptiveRate rate(int client, long time) {
        if (client >= rates.length) rates = Arrays.copyOf(rates, Math.max(client + 1, 2 * rates.length));
        var rate = rates[client];
        if (rate == null) {
            rate = new AdaptiveRate(time);
            rates[client] = rate;
        }
        return rate;
    }
}
