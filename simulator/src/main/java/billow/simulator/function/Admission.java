package billow.simulator.function;

import billow.model.archetype.InstancePool;
import billow.simulator.flow.Account;
import billow.simulator.flow.TokenBucket;
import org.jspecify.annotations.Nullable;

/// Whether an invocation may run, in the order in which Lambda asks: reserved concurrency, requests per second,
/// provisioned environments, the account's pool, and for a new environment the scaling rate.
final class Admission {
    /// The environment of an invocation that provisioned concurrency serves.
    static final int PROVISIONED = -2;

    static final int REFUSED = -1;

    private final InstancePool spec;
    private final Account account;
    private final Versions versions;
    private final Provisioned provisioned;
    private final TokenBucket requests;
    private final TokenBucket scaling;
    private int running;
    private boolean cold;
    private int ceiling = Integer.MAX_VALUE;

    Admission(InstancePool spec, Account account, Versions versions, Provisioned provisioned) {
        this.spec = spec;
        this.account = account;
        this.versions = versions;
        this.provisioned = provisioned;
        Integer reserved = spec.reserved();
        if (reserved != null) account.setAside(reserved, 0);
        double limit = spec.requestsPerEnvironment() * (reserved != null ? reserved : account.concurrency());
        requests = new TokenBucket(limit, limit);
        var shared = account.scaling();
        scaling = shared != null ? shared : new TokenBucket(spec.scalingPerSecond(), spec.scalingBurst());
    }

    /// @param version that is invoked; published ones may have provisioned environments
    /// @param limited whether the limit of requests per second applies
    /// @return the environment that takes it, [#PROVISIONED], or [#REFUSED]
    int enter(int version, boolean limited, long time) {
        cold = false;
        if (running >= ceiling) return REFUSED;
        Integer reserved = spec.reserved();
        if (reserved != null && running >= reserved) return REFUSED;
        if (limited && requests.wait(1, time) > 0) return REFUSED;
        int env = environment(version, limited, time);
        if (env == REFUSED) return REFUSED;
        if (limited) requests.take(1, time);
        running++;
        return env;
    }

    private int environment(int version, boolean limited, long time) {
        Integer limit = spec.reserved();
        boolean reserved = limit != null;
        if (Versions.isPublished(version)) {
            if (provisioned.take(version, limited, time)) return PROVISIONED;
            if (limit != null && running >= provisioned.beside(limit)) return REFUSED;
        }
        if (!reserved && !account.enter(time)) return REFUSED;
        var environments = versions.environments(version);
        int env = environments.take(time);
        if (env >= 0) return env;
        if (!scaling.take(1, time)) {
            if (!reserved) account.leave(time);
            return REFUSED;
        }
        cold = true;
        return environments.create(time);
    }

    /// Whether the last that entered got a new environment.
    boolean wasCold() {
        return cold;
    }

    /// Whether the environment `enter` gave must be initialised anew; asking forgets it.
    boolean wasReset(int env, int version) {
        if (env == PROVISIONED) return provisioned.wasReset();
        return versions.environments(version).takeReset(env);
    }

    /// @param reset whether the environment must be initialised anew
    void leave(int env, int version, boolean reset, long time) {
        running--;
        if (env == PROVISIONED) {
            provisioned.giveBack(version, reset, time);
            return;
        }
        if (spec.reserved() == null) account.leave(time);
        versions.environments(version).giveBack(env, time, reset);
    }

    /// The environment of an execution was never ready: it is gone.
    void discard(int env, int version, long time) {
        running--;
        if (spec.reserved() == null) account.leave(time);
        versions.environments(version).discard(env, time);
    }

    /// Lets no more than so many run at once.
    void limit(int executions) {
        ceiling = executions;
    }

    /// The executions it may have at once.
    int executions() {
        @Nullable Integer reserved = spec.reserved();
        return reserved != null ? reserved : account.concurrency();
    }

    /// Whether the function is switched off.
    boolean isOff() {
        @Nullable Integer reserved = spec.reserved();
        return reserved != null && reserved == 0;
    }
}
