package billow.simulator.workflow;

import billow.model.archetype.CallPlan;
import billow.model.archetype.ExternalDelay;
import billow.model.archetype.Gateway;
import billow.model.archetype.Interaction;
import billow.model.archetype.RetryPolicy;
import billow.model.archetype.Workflow;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.simulator.flow.Account;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.kernel.Checks;
import billow.simulator.node.ExternalActor;
import billow.simulator.random.Key;
import billow.simulator.statistics.LatencyHistogram;
import billow.simulator.statistics.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A state machine on its own, with external services behind its tasks and a client that starts executions at given
/// times. Whatever is not set takes no time and has no limit. Every run proves that the time of each call is accounted
/// for.
final class Machine {
    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000_000L;
    static final Distribution NOTHING = new Distribution.Constant(0);

    private static final Gateway.Bucket UNLIMITED = new Gateway.Bucket(1e9, 1e9);

    private final JsonNode definition;
    private final Map<String, ExternalDelay> services = new LinkedHashMap<>();
    private final Map<String, String> states = new LinkedHashMap<>();
    private boolean express = true;
    private boolean synchronous = true;
    private LinkKind kind = LinkKind.INVOKE;
    private Gateway.Bucket starts = UNLIMITED;
    private Gateway.Bucket transitions = UNLIMITED;
    private Distribution startLatency = NOTHING;
    private Distribution taskOverhead = NOTHING;
    private Distribution transitionLatency = NOTHING;
    private double megabytes = 64;
    private long maxNanos = 300 * SECOND;
    private int maxHistory = 25_000;
    private @Nullable JsonNode input;
    private boolean folding = true;
    private long seed = 1;

    /// @param definition in Amazon States Language; ' stands for "
    Machine(String definition) {
        this.definition = JsonMapper.shared().readTree(definition.replace('\'', '"'));
    }

    /// A service its tasks may name; it answers after `latency`.
    Machine service(String id, Distribution latency) {
        return service(id, latency, 0, 0);
    }

    Machine service(String id, Distribution latency, double errorRate, int maxConcurrent) {
        services.put(id, new ExternalDelay(latency, errorRate, maxConcurrent));
        return this;
    }

    /// States that use the link to a service.
    Machine states(String service, String names) {
        states.put(service, names);
        return this;
    }

    Machine standard() {
        express = false;
        maxNanos = 31_536_000 * SECOND;
        return this;
    }

    Machine asynchronous() {
        synchronous = false;
        return this;
    }

    /// How its services are linked.
    Machine kind(LinkKind kind) {
        this.kind = kind;
        return this;
    }

    Machine starts(double perSecond, double burst) {
        starts = new Gateway.Bucket(perSecond, burst);
        return this;
    }

    Machine transitions(double perSecond, double burst) {
        transitions = new Gateway.Bucket(perSecond, burst);
        return this;
    }

    Machine latencies(double startMillis, double taskMillis, double transitionMillis) {
        startLatency = new Distribution.Constant(startMillis * 1e6);
        taskOverhead = new Distribution.Constant(taskMillis * 1e6);
        transitionLatency = new Distribution.Constant(transitionMillis * 1e6);
        return this;
    }

    Machine megabytes(double value) {
        megabytes = value;
        return this;
    }

    Machine maxHistory(int events) {
        maxHistory = events;
        return this;
    }

    Machine input(String json) {
        input = JsonMapper.shared().readTree(json.replace('\'', '"'));
        return this;
    }

    Machine unfolded() {
        folding = false;
        return this;
    }

    Machine seed(long value) {
        seed = value;
        return this;
    }

    /// Starts `count` executions, one every `gapNanos`, and runs until `endNanos`.
    Run run(int count, long gapNanos, long endNanos) {
        var wires = new ArrayList<Wire>();
        wires.add(
                wire(wires, "client->machine", 0, 1, LinkKind.START, null, new Interaction.Start(synchronous, input)));
        int number = 2;
        for (String id : services.keySet())
            wires.add(wire(wires, "machine->" + id, 1, number++, kind, states.get(id), interaction()));
        var world = new World(
                Key.mix(seed, 0), new Account(1000, 1e9, 1e9), new Window(0, endNanos), wires, folding, Checks.FULL);
        var client = new Client(world, wires.getFirst(), count, gapNanos);
        world.place(client);
        world.place(new WorkflowActor(world, 1, "machine", spec(), wires.subList(1, wires.size())));
        number = 2;
        for (ExternalDelay service : services.values()) world.place(new ExternalActor(world, number++, service));
        world.run();
        return new Run(world, client, List.copyOf(services.keySet()));
    }

    /// Starts one execution and runs for an hour.
    Run once() {
        return run(1, 0, 3600 * SECOND);
    }

    private Interaction interaction() {
        return kind == LinkKind.INVOKE ? new Interaction.Invoke(false) : new Interaction.Call();
    }

    private static Wire wire(
            List<Wire> wires, String id, int from, int to, LinkKind kind, @Nullable String states, Interaction use) {
        var plan = new CallPlan(1, null, 1, RetryPolicy.NONE, 0, states);
        return new Wire(wires.size(), id, Key.of(id), from, to, kind, plan, use);
    }

    private Workflow spec() {
        return new Workflow(
                definition,
                express,
                starts,
                transitions,
                startLatency,
                taskOverhead,
                transitionLatency,
                megabytes,
                0,
                maxNanos,
                maxHistory);
    }

    /// What came of it.
    record Run(World world, Client client, List<String> services) {
        Recorder machine() {
            return world.recorder(1);
        }

        Recorder service(String id) {
            return world.recorder(2 + services.indexOf(id));
        }

        long count(String measure) {
            return ((Measure.Count) measure(measure)).value();
        }

        Measure measure(String name) {
            var measure = world.actor(1).measures().get(name);
            if (measure == null) throw new IllegalArgumentException("No measure " + name);
            return measure;
        }

        /// How long the first start took to be answered, seconds.
        double seconds() {
            return client.nanos.getFirst() / 1e9;
        }

        Outcome outcome() {
            return client.outcomes.getFirst();
        }
    }

    /// Starts executions one after the other and notes what comes of each.
    static final class Client implements Actor {
        final List<Outcome> outcomes = new ArrayList<>();
        final List<Long> nanos = new ArrayList<>();
        final LatencyHistogram latency = new LatencyHistogram();
        final long[] spent = new long[Cause.values().length];
        private final World world;
        private final Wire wire;
        private final int count;
        private final long gap;
        private final long key;

        Client(World world, Wire wire, int count, long gap) {
            this.world = world;
            this.wire = wire;
            this.count = count;
            this.gap = gap;
            key = world.keyOf("client");
        }

        long spent(Cause cause) {
            return spent[cause.ordinal()];
        }

        long spentInAll() {
            return Arrays.stream(spent).sum();
        }

        @Override
        public void begin() {
            world.wakeAt(0, 0, 0, 0);
        }

        @Override
        public void wake(int event, int subject, long time) {
            if (subject + 1 < count) world.wakeAt(time + gap, 0, 0, subject + 1);
            int call = world.open(0, Key.mix(key, subject), time);
            world.send(wire, call, 0, Key.mix(world.calls().key(call), wire.key()), time);
        }

        @Override
        public void answered(int call, int child, long time) {
            world.calls().absorb(call, child);
            for (Cause cause : Cause.values())
                spent[cause.ordinal()] += world.calls().spent(child, cause);
            Outcome outcome = world.calls().outcome(child);
            outcomes.add(outcome);
            nanos.add(time - world.calls().start(child));
            latency.record(time - world.calls().start(child));
            world.reply(call, outcome, time);
        }

        @Override
        public void arrive(int call, long time) {
            throw new IllegalStateException("Nobody calls a client.");
        }

        @Override
        public Map<String, Measure> measures() {
            return Map.of();
        }
    }
}
