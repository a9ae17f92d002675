package billow.simulator.edge;

import billow.model.archetype.EdgeCache;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Deadlines;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.random.Key;

/// How a distribution asks its origins: attempts to connect, requests that are answered in time or asked again, and the
/// second origin of a group where the first has failed.
final class OriginRequests {
    /// What the calls to origins are noted with.
    static final int SITE = 0;

    private static final int OVERDUE = 0;
    private static final int CONNECTED = 1;
    private static final int UNREACHABLE = 2;

    /// Sets the draws of the second origin of a group apart.
    private static final int SECOND = 1000;

    private static final int CONNECT = 408;

    private final EdgeActor actor;
    private final World world;
    private final Calls calls;
    private final int node;
    private final EdgeCache.Patience patience;
    private final Origins origins;
    private final EdgeTiers tiers;
    private final EdgeBook book;
    private final Deadlines deadlines;

    OriginRequests(
            EdgeActor actor,
            World world,
            int node,
            EdgeCache.Patience patience,
            Origins origins,
            EdgeTiers tiers,
            EdgeBook book) {
        this.actor = actor;
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.patience = patience;
        this.origins = origins;
        this.tiers = tiers;
        this.book = book;
        deadlines = new Deadlines(world, node, OVERDUE, patience.responseNanos());
    }

    /// Attempts to connect that get no answer, then the request; or none at all.
    void connect(int call, long time) {
        calls.mark(call, time);
        long lost = 0;
        while (patience.unanswered() > 0
                && calls.attempt(call) < patience.attempts()
                && Key.uniform(Key.mix(calls.key(call), calls.attempt(call) + SECOND * calls.flaw(call), CONNECT))
                        < patience.unanswered()) {
            calls.attempt(call, calls.attempt(call) + 1);
            lost += patience.connectNanos();
        }
        boolean reached = calls.attempt(call) < patience.attempts();
        if (lost == 0 && reached) request(call, time);
        else world.wakeAt(time + lost, node, reached ? CONNECTED : UNREACHABLE, call);
    }

    private void request(int call, long time) {
        calls.spend(call, Cause.RETRY, time - calls.mark(call));
        long there = tiers.way(call) / 2;
        calls.spend(call, Cause.NETWORK, there);
        calls.mark(call, time + there);
        var wire = asked(call);
        long key = Key.mix(calls.key(call), wire.key(), calls.attempt(call));
        calls.attempt(call, calls.attempt(call) + 1);
        book.asked(time);
        int child = world.prepare(wire, call, SITE, key, time + there);
        calls.a(call, child);
        calls.deadline(call, time + patience.responseNanos());
        deadlines.set(call, time);
        world.dispatch(child, time + there);
    }

    /// The origin whose turn it is.
    private Wire asked(int call) {
        var wire = world.wires().get(calls.route(call));
        if (calls.flaw(call) == 0) return wire;
        var other = origins.standIn(wire);
        return other == null ? wire : other;
    }

    /// Asks the second origin of the group where there is one that stands in for such an answer.
    private boolean failsOver(int call, Outcome outcome, long time) {
        if (outcome == Outcome.OK || calls.flaw(call) != 0) return false;
        var other = origins.standIn(world.wires().get(calls.route(call)));
        if (other == null || !Origins.failsOver(other, outcome) || !actor.keeps(call)) return false;
        calls.flaw(call, 1);
        calls.attempt(call, 0);
        book.failedOver(time);
        connect(call, time);
        return true;
    }

    /// An origin has answered.
    ///
    /// @return whether that is its last word, and no other is asked
    boolean answered(int call, int child, long time) {
        book.answered(time, time - calls.start(child));
        calls.deadline(call, Long.MAX_VALUE);
        return !failsOver(call, calls.outcome(child), time);
    }

    /// What was waited for has come to pass.
    void wake(int event, int subject, long time) {
        switch (event) {
            case CONNECTED -> request(subject, time);
            case UNREACHABLE -> {
                calls.spend(subject, Cause.RETRY, time - calls.mark(subject));
                book.timedOut(time);
                if (!failsOver(subject, Outcome.TIMEOUT, time)) actor.complete(subject, Outcome.TIMEOUT, time);
            }
            default -> {
                for (int call = deadlines.due(time); call >= 0; call = deadlines.due(time)) overdue(call, time);
            }
        }
    }

    /// The origin is silent: what may be asked twice is asked again. The origin runs on.
    private void overdue(int call, long time) {
        if (calls.deadline(call) != time) return;
        calls.deadline(call, Long.MAX_VALUE);
        calls.abandon(calls.a(call));
        book.timedOut(time);
        calls.spend(call, Cause.RETRY, time - calls.mark(call));
        boolean again = actor.keeps(call) && calls.attempt(call) < patience.attempts();
        if (again) connect(call, time);
        else if (!failsOver(call, Outcome.TIMEOUT, time)) actor.complete(call, Outcome.TIMEOUT, time);
    }
}
