package billow.simulator.function;

import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.World;

/// How invocations end: when, with what outcome, and what becomes of their environments. Settled ahead of time, where
/// nothing but a disturbance can come between.
final class Endings {
    /*
     * Columns of an invocation: b the call it waits for (-1 none, below that its end is settled and -2 - b the outcome
     * and the state of the environment), deadline the end of the handler's time, and its end once that is settled.
     */
    static final int WAITS_FOR_NOTHING = -1;

    /// States of an environment afterwards: it can be used again, must be initialised anew, or was never ready.
    static final int USABLE = 0;

    static final int RESET = 64;
    static final int GONE = 128;

    private final World world;
    private final Calls calls;
    private final int node;

    Endings(World world, int node) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
    }

    /// @param state of the environment afterwards
    void settle(int call, Outcome outcome, int state, long time) {
        calls.b(call, -2 - (outcome.ordinal() | state));
        calls.deadline(call, time);
        world.wakeAt(time, node, PoolActor.END, call);
    }

    /// The handler will be stopped at its deadline, although it would have gone on until `until`.
    void stop(int call, long until) {
        calls.spend(call, Cause.WORK, calls.deadline(call) - until);
        settle(call, Outcome.TIMEOUT, RESET, calls.deadline(call));
    }

    /// Whether an invocation is settled to end now; the end of one that was killed meanwhile is void.
    boolean isDue(int call, long time) {
        return calls.node(call) == node && calls.deadline(call) == time && isSettled(calls.b(call));
    }

    /// @param b column of the invocation, as in the others
    static boolean isSettled(int b) {
        return b < WAITS_FOR_NOTHING;
    }

    static Outcome outcome(int b) {
        return Outcome.of(-2 - b & RESET - 1);
    }

    static boolean isReset(int b) {
        return (-2 - b & RESET) != 0;
    }

    static boolean isGone(int b) {
        return (-2 - b & GONE) != 0;
    }
}
