package billow.simulator.gateway;

import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.Sockets;
import billow.model.kind.LinkKind;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Deadlines;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.TokenBucket;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.Ranks;
import billow.simulator.node.Stage;
import billow.simulator.random.Choice;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A WebSocket API. A message of a client without a connection opens one first, by way of the `$connect` route;
/// connections close when the client leaves, when they have been silent for too long or are too old, and `$disconnect`
/// is told. The backend may send messages to clients.
public final class SocketsActor implements Actor {
    private static final int OVERDUE = 0;
    private static final int LOOK = 1;
    private static final int AUTHORISER_OVERDUE = 2;

    /// What a call of this node is for.
    private static final int MESSAGE = 0;

    private static final int CONNECT = 1;
    private static final int AUTHORISER = 2;

    private final World world;
    private final Calls calls;
    private final int node;
    private final Sockets spec;
    private final long nodeKey;
    private final @Nullable Authoriser authoriser;
    private final @Nullable Wire connect;
    private final @Nullable Wire disconnect;
    private final List<Wire> routes;
    private final @Nullable Choice choice;
    private final Throttle throttle;
    private final TokenBucket connects;
    private final Ranks ranks;
    private final Connections connections;
    private final Sampler overhead;
    private final Sampler response;
    private final Sampler post;
    private final Deadlines deadlines;
    private final Deadlines authoriserDeadlines;
    private Recorder book;
    private long opened;
    private long messages;
    private long clientErrors;
    private long integrationErrors;
    private long throttled;
    private long idle;
    private long unauthorised;
    private long asked;

    public SocketsActor(World world, int node, String id, Sockets spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        nodeKey = world.keyOf(id);
        authoriser = Authoriser.of(spec.authorisation(), outgoing);
        var served =
                outgoing.stream().filter(w -> spec.serves(w.plan().position())).toList();
        connect = named(served, Sockets.CONNECT);
        disconnect = named(served, Sockets.DISCONNECT);
        routes = served.stream()
                .filter(w -> w.kind() != LinkKind.AUTHORISE && Sockets.isMessage(w.plan()))
                .toList();
        choice = routes.stream().anyMatch(w -> w.plan().share() > 0)
                ? Choice.of(routes.stream().mapToDouble(w -> w.plan().share()).toArray())
                : null;
        throttle = new Throttle(
                spec.stage(), spec.route(), routes.size(), world.account().api());
        connects = new TokenBucket(spec.connects().perSecond(), spec.connects().burst());
        ranks = Ranks.of(spec.clients());
        connections = new Connections(spec, world.window());
        overhead = Sampler.of(spec.overhead());
        response = Sampler.of(spec.responseBytes());
        post = Sampler.of(spec.postLatency());
        deadlines = new Deadlines(world, node, OVERDUE, spec.integrationTimeoutNanos());
        authoriserDeadlines = new Deadlines(
                world, node, AUTHORISER_OVERDUE, spec.authorisation().timeoutNanos());
        book = new Recorder(world.window());
    }

    private static @Nullable Wire named(List<Wire> wires, String route) {
        for (var wire : wires) if (route.equals(wire.plan().route())) return wire;
        return null;
    }

    @Override
    public void begin() {
        book = world.recorder(node);
    }

    @Override
    public void arrive(int call, long time) {
        if (world.wires().get(calls.wire(call)).interaction() instanceof Interaction.Publish publish) {
            send(call, publish, time);
            return;
        }
        int client = client(call);
        if (connections.isOpen(client)) {
            message(call, client, time);
            return;
        }
        if (!connects.take(1, time)) {
            refuse(call, time);
            return;
        }
        if (authoriser == null) open(call, client, time);
        else authorise(call, authoriser, client, time);
    }

    /// Asks who may connect, each time: an answer holds for one connection.
    private void authorise(int call, Authoriser checks, int client, long time) {
        var function = checks.function();
        if (function == null) {
            authorised(call, checks, client, time);
            return;
        }
        if (book.counts(time)) asked++;
        pass(call, function, AUTHORISER, checks.timeoutNanos(), authoriserDeadlines, time);
    }

    private void authorised(int call, Authoriser checks, int client, long time) {
        if (checks.refuses(calls.key(call))) {
            if (book.counts(time)) unauthorised++;
            end(call, Outcome.CLIENT_ERROR, time);
        } else if (connections.isOpen(client)) {
            message(call, client, time); // another message of the client was quicker
        } else {
            open(call, client, time);
        }
    }

    private int client(int call) {
        return ranks.draw(Key.mix(calls.key(call), Stage.IDENTITY)) - 1;
    }

    private void open(int call, int client, long time) {
        if (book.counts(time)) opened++;
        world.wakeAt(connections.open(client, calls.key(call), time), node, LOOK, client);
        if (connect == null) message(call, client, time);
        else integrate(call, connect, CONNECT, time);
    }

    /// A message to a client from the backend.
    private void send(int call, Interaction.Publish publish, long time) {
        long key = calls.key(call);
        long nanos = post.nanos(Key.mix(key, Stage.LATENCY));
        calls.spend(call, Cause.WORK, nanos);
        long bytes = (long) Sampler.of(publish.messageBytes()).sample(Key.mix(key, Stage.PAYLOAD));
        if (connections.level() == 0 || bytes > spec.messageBytes()) {
            if (book.counts(time)) clientErrors++;
            world.reply(call, Outcome.CLIENT_ERROR, time + nanos); // 410 Gone, 413
            return;
        }
        billed(bytes, time, calls.afterFailure(call));
        book.count(Counter.BYTES_OUT, bytes, time);
        world.reply(call, Outcome.OK, time + nanos);
    }

    private void message(int call, int client, long time) {
        int route = route(call);
        if (!throttle.admit(null, route, time)) {
            refuse(call, time);
            return;
        }
        connections.used(client, time);
        if (calls.bytes(call) > spec.messageBytes()) {
            if (book.counts(time)) clientErrors++;
            end(call, Outcome.CLIENT_ERROR, time);
            return;
        }
        billed(calls.bytes(call), time, calls.afterFailure(call));
        if (choice == null) {
            end(call, Outcome.OK, time);
            return;
        }
        var wire = routes.get(route);
        calls.route(call, wire.index());
        integrate(call, wire, MESSAGE, time);
    }

    private int route(int call) {
        return choice == null || routes.size() == 1 ? 0 : choice.sample(Key.mix(calls.key(call), Stage.ROUTE));
    }

    private void billed(long bytes, long time, boolean again) {
        if (book.counts(time)) messages++;
        book.count(Counter.BILLED_CHUNKS, Math.max(1, Math.ceilDiv(bytes, spec.chunkBytes())), time, again);
    }

    private void refuse(int call, long time) {
        if (book.counts(time)) throttled++;
        end(call, Outcome.THROTTLED, time);
    }

    private void integrate(int call, Wire wire, int purpose, long time) {
        pass(call, wire, purpose, spec.integrationTimeoutNanos(), deadlines, time);
    }

    private void pass(int call, Wire wire, int purpose, long patience, Deadlines due, long time) {
        long there = 0;
        if (calls.b(call) == 0) {
            long both = overhead.nanos(Key.mix(calls.key(call), Stage.OVERHEAD));
            calls.spend(call, Cause.NETWORK, both);
            calls.mark(call, both - both / 2);
            calls.b(call, 1);
            there = both / 2;
        }
        int child = world.prepare(wire, call, purpose, Key.mix(calls.key(call), wire.key()), time + there);
        calls.a(call, child);
        calls.deadline(call, time + patience);
        due.set(call, time);
        world.dispatch(child, time + there);
    }

    @Override
    public void answered(int call, int child, long time) {
        calls.absorb(call, child);
        calls.deadline(call, Long.MAX_VALUE);
        var outcome = GatewayActor.translate(calls.outcome(child));
        boolean connecting = calls.site(child) == CONNECT;
        if (authoriser != null && calls.site(child) == AUTHORISER) {
            if (outcome == Outcome.OK) authorised(call, authoriser, client(call), time);
            else end(call, Outcome.SERVICE_ERROR, time);
            return;
        }
        if (outcome != Outcome.OK) {
            failed(call, connecting, time);
            end(call, outcome, time);
        } else if (connecting) {
            message(call, client(call), time);
        } else {
            if (spec.responds()) {
                long bytes = (long) response.sample(Key.mix(calls.key(call), Stage.RESPONSE));
                billed(bytes, time, calls.afterFailure(call));
                book.count(Counter.BYTES_OUT, bytes, time);
            }
            end(call, Outcome.OK, time);
        }
    }

    private void failed(int call, boolean connecting, long time) {
        if (book.counts(time)) integrationErrors++;
        int client = client(call);
        if (connecting && connections.isOpen(client)) connections.close(client, time);
    }

    private void end(int call, Outcome outcome, long time) {
        if (calls.b(call) == 0) {
            long both = overhead.nanos(Key.mix(calls.key(call), Stage.OVERHEAD));
            calls.spend(call, Cause.NETWORK, both);
            world.reply(call, outcome, time + both);
        } else {
            world.reply(call, outcome, time + calls.mark(call));
        }
    }

    @Override
    public void wake(int event, int subject, long time) {
        if (event == LOOK) {
            look(subject, time);
            return;
        }
        var due = event == AUTHORISER_OVERDUE ? authoriserDeadlines : deadlines;
        for (int call = due.due(time); call >= 0; call = due.due(time)) {
            // A route that has answered leaves its deadline behind.
            if (calls.deadline(call) != time) continue;
            int child = calls.a(call);
            if (event == OVERDUE) failed(call, calls.site(child) == CONNECT, time);
            calls.abandon(child);
            calls.spend(call, Cause.NETWORK, -calls.mark(call));
            calls.spend(call, Cause.RETRY, time - calls.start(call) - calls.spentInAll(call));
            world.reply(call, event == OVERDUE ? Outcome.TIMEOUT : Outcome.SERVICE_ERROR, time);
        }
    }

    /// Closes a connection whose time has come, or looks again later when it has been used meanwhile.
    private void look(int client, long time) {
        if (!connections.takeDue(client, time)) return;
        long next = connections.next(client);
        if (next > time) {
            world.wakeAt(next, node, LOOK, client);
            return;
        }
        if (connections.silent(client, time) && book.counts(time)) idle++;
        connections.close(client, time);
        if (disconnect != null) world.send(disconnect, -1, 0, Key.mix(Key.mix(nodeKey, client), time), time);
    }

    @Override
    public void end(long time) {
        connections.gauge().close(time);
        book.count(
                Counter.CONNECTION_MILLIS,
                Math.round(connections.gauge().area() / 1e6),
                world.window().from());
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        var gauge = connections.gauge();
        measures.put("connectCount", new Measure.Count(opened));
        measures.put("connections", new Measure.Level(gauge.mean(), gauge.max(), gauge.level()));
        measures.put("messageCount", new Measure.Count(messages));
        measures.put("clientError", new Measure.Count(clientErrors));
        measures.put("integrationError", new Measure.Count(integrationErrors));
        measures.put("throttled", new Measure.Count(throttled));
        if (authoriser != null) authoriser.measures(measures, unauthorised, asked);
        measures.put("idleDisconnects", new Measure.Count(idle));
        return measures;
    }
}
