package billow.simulator.gateway;

import billow.model.archetype.Gateway.UsagePlan;
import billow.simulator.flow.TokenBucket;
import billow.simulator.node.Ranks;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import org.jspecify.annotations.Nullable;

/// The API keys of a usage plan: whose key a request carries, and what that key may still use. Periods of a quota are
/// counted from the beginning of the run.
final class KeyHolders {
    /// Without a valid key.
    static final int NOBODY = -1;

    private final UsagePlan plan;
    private final Ranks ranks;
    private final TokenBucket[] buckets;
    private final long[] used;
    private final long[] period;

    KeyHolders(UsagePlan plan) {
        this.plan = plan;
        int keys = Math.toIntExact(plan.keys().count());
        ranks = Ranks.of(plan.keys());
        buckets = Throttle.buckets(plan.bucket(), keys);
        used = new long[keys];
        period = new long[keys];
        for (int i = 0; i < keys; i++) used[i] = plan.offset();
    }

    /// @param key key of the call
    int of(long key) {
        if (plan.missing() > 0 && Key.uniform(Key.mix(key, Stage.KEY_MISSING)) < plan.missing()) return NOBODY;
        return ranks.draw(Key.mix(key, Stage.API_KEY)) - 1;
    }

    @Nullable
    TokenBucket bucket(int holder) {
        return holder < 0 || buckets.length == 0 ? null : buckets[holder];
    }

    /// Uses one request of the quota, when there is one left.
    boolean use(int holder, long time) {
        if (plan.quota() == 0) return true;
        long now = time / plan.periodNanos();
        if (now != period[holder]) {
            period[holder] = now;
            used[holder] = 0;
        }
        if (used[holder] >= plan.quota()) return false;
        used[holder]++;
        return true;
    }
}
