package billow.simulator.flow;

import billow.model.archetype.Counter;
import billow.model.data.DataTemplate;
import billow.model.expression.EvaluationFailure;
import billow.simulator.kernel.Checks;
import billow.simulator.kernel.Kernel;
import billow.simulator.random.Key;
import billow.simulator.statistics.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One run: the clock, the nodes, the calls between them, and what is counted. Belongs to one thread.
public final class World {
    private static final int ARRIVE = 60_001;
    private static final int ANSWER = 60_002;
    private static final int DATA = 60_003;
    private static final long EPOCH_MILLIS = 1_767_225_600_000L;
    private static final int STRIKE = 60_004;

    private final Kernel kernel;
    private final Calls calls = new Calls();
    private final Callbacks callbacks = new Callbacks();
    private final Account account;
    private final Window window;
    private final boolean folding;
    private final boolean checking;
    private final long runKey;
    private final List<Wire> wires;
    private final long[] sent;
    private final int[] links;
    private final List<Actor> nodes = new ArrayList<>();
    private final List<Recorder> recorders = new ArrayList<>();
    private final List<@Nullable TraceSampler> samplers = new ArrayList<>();
    private @Nullable Tracer tracer;
    private boolean tracing;
    private @Nullable Disturbance disturbance;
    private Actor[] actors = new Actor[0];
    private Recorder[] books = new Recorder[0];

    /// @param runKey  keys of all draws derive from it: seed and replication
    /// @param wires   all links, in the order of their index
    /// @param folding whether pure delays are folded; the results are the same
    /// @param checks  FULL also proves that the time of every call is accounted for
    public World(long runKey, Account account, Window window, List<Wire> wires, boolean folding, Checks checks) {
        this.kernel = new Kernel(checks);
        this.account = account;
        account.measuredIn(window);
        this.window = window;
        this.folding = folding;
        this.checking = checks == Checks.FULL;
        this.runKey = runKey;
        this.wires = List.copyOf(wires);
        this.sent = new long[wires.size()];
        this.links = links(wires);
    }

    /// By wire, the first wire of its link: several may stand for one.
    private static int[] links(List<Wire> wires) {
        var first = new HashMap<String, Integer>();
        return wires.stream()
                .mapToInt(w -> Objects.requireNonNullElse(first.putIfAbsent(w.id(), w.index()), w.index()))
                .toArray();
    }

    /// Adds the next node.
    ///
    /// @return its recorder, for the actor to count with
    public Recorder place(Actor actor) {
        var post = new Post(nodes.size());
        kernel.place(post);
        nodes.add(actor);
        recorders.add(new Recorder(window));
        samplers.add(null);
        return recorders.getLast();
    }

    /// Runs to the end of the window. Nodes are placed before and never after.
    public boolean run() {
        begin();
        boolean whole = kernel.runUntil(window.to());
        end(whole ? window.to() : kernel.now());
        return whole;
    }

    /// Lets every node begin. For runs in steps; [#run] does it by itself.
    public void begin() {
        actors = nodes.toArray(Actor[]::new);
        books = recorders.toArray(Recorder[]::new);
        for (var actor : actors) actor.begin();
        if (disturbance != null) disturbance.begin();
    }

    /// Closes all gauges at `time`.
    public void end(long time) {
        for (var actor : actors) actor.end(time);
    }

    /// Follows some requests hop by hop. To be set before the run.
    public void follow(Tracer tracer) {
        this.tracer = tracer;
    }

    /// Lets the node placed last begin traces. Others only trace on.
    ///
    /// @param reservoir requests sampled first in each second
    /// @param rate      share of the others, 0 to 1
    public void sample(int reservoir, double rate) {
        samplers.set(samplers.size() - 1, new TraceSampler(reservoir, rate));
        tracing = true;
    }

    /// Lets things go wrong. To be set before the run.
    public void disturb(Disturbance disturbance) {
        this.disturbance = disturbance;
    }

    /// What goes wrong in this run, or null.
    public @Nullable Disturbance disturbance() {
        return disturbance;
    }

    /// Lets the disturbance strike at `time`.
    public void strikeAt(long time, int subject) {
        kernel.at(time, 0, STRIKE, subject);
    }

    public Kernel kernel() {
        return kernel;
    }

    public Calls calls() {
        return calls;
    }

    public Callbacks callbacks() {
        return callbacks;
    }

    /// Returns a token. One that nobody waits for is without effect.
    ///
    /// @param outcome OK, or another when the work has failed
    /// @param answer  what came of it, an object with `Error` and `Cause` when it has failed; null to say nothing
    /// @param time    the present or later
    public void callBack(long token, Outcome outcome, @Nullable JsonNode answer, long time) {
        if (!callbacks.isOpen(token)) return;
        int node = callbacks.node(token);
        int row = callbacks.row(token);
        int site = callbacks.site(token);
        callbacks.close(token);
        nodes.get(node).calledBack(row, site, outcome, answer, time);
    }

    /// Whoever does the work of a token gives a sign of life.
    public void beat(long token, long time) {
        if (callbacks.isOpen(token))
            nodes.get(callbacks.node(token)).beats(callbacks.row(token), callbacks.site(token), time);
    }

    public Account account() {
        return account;
    }

    public Window window() {
        return window;
    }

    public List<Wire> wires() {
        return wires;
    }

    public Recorder recorder(int node) {
        return recorders.get(node);
    }

    public Actor actor(int node) {
        return nodes.get(node);
    }

    /// Calls sent over a link since the beginning, warm-up included.
    ///
    /// @param wire the first of the link
    public long sent(int wire) {
        return sent[wire];
    }

    /// Whether the run is under full self-checks.
    public boolean checking() {
        return checking;
    }

    public long now() {
        return kernel.now();
    }

    /// Where the draws of a node that are not about one call begin.
    public long keyOf(String node) {
        return Key.mix(runKey, Key.of(node));
    }

    public void wakeAt(long time, int node, int event, int subject) {
        kernel.at(time, node, event, subject);
    }

    /// Wakes the node of `call` at `time` for it; the node asks [Calls#takeDue] whether that still holds.
    public void wakeFor(int call, long time, int event) {
        calls.due(call, time);
        kernel.at(time, calls.node(call), event, call);
    }

    /// Opens a call that no other call made: a client's request, a message under way, an event.
    ///
    /// @param node whose call it is; it is counted there as having entered
    public int open(int node, long key, long time) {
        int call = calls.allocate();
        calls.begin(call, node, -1, -1, 0, key, time);
        calls.rank(call, 1);
        calls.bytes(call, 0);
        books[node].entered(time);
        if (tracer != null && window.contains(time)) calls.span(call, tracer.begin(node, key, time));
        return call;
    }

    /// Opens a row for something that is no call of its own: an event in a queue, a message under way. It is counted
    /// nowhere and ended by [#close].
    public int note(int node, long key, long time) {
        int call = calls.allocate();
        calls.begin(call, node, -1, -1, 0, key, time);
        calls.rank(call, 1);
        calls.bytes(call, 0);
        return call;
    }

    /// Frees a row opened by [#note].
    public void close(int call) {
        calls.free(call);
    }

    /// Calls another node. The call reaches it at `time`; rank and payload are those of the parent.
    ///
    /// @param parent the call it is made for, or -1 when nobody waits for the answer
    /// @param site   what the caller notes to know the answer by
    /// @param time   the present or later
    /// @return the new call; when `time` is the present it may have ended already
    public int send(Wire wire, int parent, int site, long key, long time) {
        int call = prepare(wire, parent, site, key, time);
        dispatch(call, time);
        return call;
    }

    /// The first half of [#send]: makes the call, so that its columns can be filled, without letting it go.
    public int prepare(Wire wire, int parent, int site, long key, long time) {
        int call = calls.allocate();
        calls.begin(call, wire.to(), parent, wire.index(), site, key, time);
        calls.rank(call, parent < 0 ? 1 : calls.rank(parent));
        calls.bytes(call, parent < 0 ? 0 : calls.bytes(parent));
        if (parent >= 0) calls.handDown(call, parent);
        JsonNode given = parent < 0 ? null : calls.data(parent);
        if (wire.data() != null) calls.data(call, render(wire.data(), given, calls.rank(call), key, time));
        else if (given != null) calls.data(call, given);
        if (parent >= 0) calls.afterFailure(call, calls.afterFailure(parent) || calls.attempt(parent) > 1);
        if (time < window.to()) sent[links[wire.index()]]++;
        if (tracer != null && parent >= 0 && calls.span(parent) >= 0)
            calls.span(call, tracer.hop(calls.span(parent), wire, time));
        return call;
    }

    /// What is said over a link, or null when its expressions have no value for what the sender was given.
    private static @Nullable JsonNode render(
            DataTemplate template, @Nullable JsonNode given, int rank, long key, long time) {
        try {
            return template.render(given, rank, Draws.of(Key.mix(key, DATA)), epochMillis(time));
        } catch (EvaluationFailure e) {
            return null;
        }
    }

    /// What the wall clock shows: a run begins at the stroke of the year 2026.
    public static long epochMillis(long time) {
        return EPOCH_MILLIS + time / 1_000_000;
    }

    /// The second half of [#send].
    public void dispatch(int call, long time) {
        int node = calls.node(call);
        if (time == kernel.now() || folding && actors[node].foldsArrivals() && !isOrdered(node)) arrive(call, time);
        else kernel.at(time, node, ARRIVE, call);
    }

    /// Ends a call at `time`, the present or later, and lets its caller know.
    public void reply(int call, Outcome outcome, long time) {
        end(call, outcome, disturbance == null ? time : disturbance.delayed(call, time));
    }

    /// Ends a call at the door of its node.
    public void refused(int call, Outcome outcome, long time) {
        books[calls.node(call)].entered(time);
        end(call, outcome, time);
    }

    /// Ends a call that never reached its node; it counts nowhere but with its caller.
    public void lost(int call, Outcome outcome, long time) {
        calls.settle(call, outcome);
        close(call, outcome, time);
    }

    private void end(int call, Outcome outcome, long time) {
        calls.settle(call, outcome);
        books[calls.node(call)].left(calls.start(call), time, outcome);
        close(call, outcome, time);
    }

    private void close(int call, Outcome outcome, long time) {
        if (checking) check(call, time);
        if (tracer != null && calls.span(call) >= 0) tracer.end(calls, call, outcome, time);
        int parent = calls.parent(call);
        if (parent < 0) {
            calls.free(call);
            return;
        }
        int node = calls.node(parent);
        if (time == kernel.now() || folding && actors[node].foldsAnswers() && !isOrdered(node)) answer(call, time);
        else kernel.at(time, node, ANSWER, call);
    }

    private boolean isOrdered(int node) {
        return disturbance != null && disturbance.ordered(node);
    }

    private void arrive(int call, long time) {
        if (disturbance != null && disturbance.stops(call, time)) return;
        int node = calls.node(call);
        books[node].entered(time);
        if (tracing) trace(call, node, time);
        actors[node].arrive(call, time);
    }

    /// Decides at the first node that traces a request whether it is sampled.
    private void trace(int call, int node, long time) {
        var sampler = samplers.get(node);
        if (sampler == null || calls.sampled(call) != 0) return;
        boolean yes = sampler.samples(calls.key(call), time);
        calls.sampled(call, yes);
        if (yes) books[node].count(Counter.TRACES, 1, time);
    }

    private void answer(int child, long time) {
        int parent = calls.parent(child);
        if (parent >= 0) actors[calls.node(parent)].answered(parent, child, time);
        calls.free(child);
    }

    private void strike(int subject, long time) {
        if (disturbance != null) disturbance.strike(subject, time);
    }

    private void check(int call, long time) {
        long spent = calls.spentInAll(call);
        if (spent != time - calls.start(call))
            throw new IllegalStateException("Node %d: a call took %d ns, of which %d ns are accounted for."
                    .formatted(calls.node(call), time - calls.start(call), spent));
    }

    /// Receives a node's events from the kernel.
    private final class Post implements billow.simulator.kernel.Behaviour {
        private final int node;

        private Post(int node) {
            this.node = node;
        }

        @Override
        public void on(int event, int subject, long time) {
            if (event == ARRIVE) World.this.arrive(subject, time);
            else if (event == ANSWER) answer(subject, time);
            else if (event == STRIKE) strike(subject, time);
            else actors[node].wake(event, subject, time);
        }
    }
}
