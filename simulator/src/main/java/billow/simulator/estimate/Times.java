package billow.simulator.estimate;

import billow.model.archetype.Alarm;
import billow.model.archetype.DataCache;
import billow.model.archetype.DeliveryBuffer;
import billow.model.archetype.EdgeCache;
import billow.model.archetype.ExternalDelay;
import billow.model.archetype.FanOut;
import billow.model.archetype.FileSystem;
import billow.model.archetype.Gateway;
import billow.model.archetype.GraphApi;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.archetype.LoadBalancer;
import billow.model.archetype.MessageBuffer;
import billow.model.archetype.ObjectStore;
import billow.model.archetype.PartitionedLog;
import billow.model.archetype.Pipe;
import billow.model.archetype.QuotaService;
import billow.model.archetype.Relay;
import billow.model.archetype.Sockets;
import billow.model.archetype.Table;
import billow.model.archetype.TableOperation;
import billow.model.archetype.TrafficSource;
import billow.model.archetype.UserDirectory;
import billow.model.archetype.Workflow;
import billow.model.asl.State;
import billow.simulator.estimate.Wires.Wire;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Expected times in nanoseconds, everything warm and nothing waiting.
final class Times {
    private final Wires wires;
    private final Set<String> open = new HashSet<>();

    Times(Wires wires) {
        this.wires = wires;
    }

    /// Time a caller waits for the answer over a link.
    double of(Wire wire) {
        var to = wire.link().to();
        if (!open.add(to)) return 0;
        try {
            return switch (wires.types().get(to)) {
                case InstancePool pool -> pool.invokeOverhead().mean() + (wire.waits() ? handler(to, pool) : 0);
                case Gateway gateway -> gateway.overhead().mean() + ofCalls(to);
                case EdgeCache cache ->
                    cache.latencies().edge().mean() + cache.latencies().near().mean() + ofCalls(to);
                case ObjectStore store -> of(store, wire.interaction());
                case GraphApi api -> api.overhead().mean() + ofLevels(to);
                case Sockets sockets ->
                    wire.interaction() instanceof Interaction.Publish
                            ? sockets.postLatency().mean()
                            : sockets.overhead().mean() + ofCalls(to);
                case LoadBalancer balancer -> balancer.overhead().mean() + ofCalls(to);
                case UserDirectory directory -> directory.latency().mean();
                case Table table -> of(table, wire.interaction());
                case DataCache cache -> cache.latency().mean() + behind(to, wire);
                case FileSystem files -> of(files, wire.interaction());
                case QuotaService service -> service.latency().mean();
                case Relay relay -> relay.latency().mean() + ofCalls(to);
                case ExternalDelay external -> external.latency().mean();
                case MessageBuffer queue -> queue.sendLatency().mean();
                case Pipe pipe -> pipe.latency().mean();
                case FanOut fanOut -> fanOut.intake().latency().mean();
                case PartitionedLog log -> log.writeLatency().mean();
                case DeliveryBuffer delivery -> delivery.putLatency().mean();
                case Workflow workflow -> workflow.startLatency().mean() + (wire.waits() ? execution(to, workflow) : 0);
                case TrafficSource traffic -> 0;
                case Alarm alarm -> 0;
                case null -> 0;
            };
        } finally {
            open.remove(to);
        }
    }

    /// Time of a function's handler in a warm environment, its calls included.
    double handler(String node, InstancePool pool) {
        return pool.duration().mean() + pool.cpuWork().mean() / Math.max(1e-9, pool.cpuShare()) + ofCalls(node);
    }

    /// Time a node spends waiting for what it calls, per request.
    double ofCalls(String node) {
        var links = wires.from(node).stream()
                .filter(w -> !w.aside() && !w.authorises())
                .toList();
        if (wires.types().get(node) instanceof InstancePool)
            return links.stream().mapToDouble(w -> w.plan().calls() * of(w)).sum();
        double shares = links.stream().mapToDouble(w -> w.plan().share()).sum();
        return shares == 0
                ? 0
                : links.stream().mapToDouble(w -> w.plan().share() * of(w)).sum() / shares;
    }

    /// Time of the resolvers of a GraphQL API: in each level the slowest.
    private double ofLevels(String node) {
        var slowest = new java.util.TreeMap<Integer, Double>();
        for (var wire : wires.from(node))
            if (!wire.authorises() && wire.plan().calls() > 0)
                slowest.merge(GraphApi.level(wire.plan()), of(wire), Math::max);
        return slowest.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /// Time of an execution: its transitions, and for each task its link.
    double execution(String node, Workflow workflow) {
        List<State> states = Visits.of(workflow).states();
        double time = states.size() * workflow.transitionLatency().mean();
        long tasks = states.stream().filter(State.Task.class::isInstance).count();
        time += tasks * workflow.taskOverhead().mean();
        for (var wire : wires.from(node))
            time += states.stream()
                            .filter(s -> s instanceof State.Task && wire.serves(s.name()))
                            .count()
                    * of(wire);
        return time;
    }

    /// Time a table behind a cache takes for what is asked of the cache.
    private double behind(String cache, Wire asked) {
        return wires.from(cache).stream()
                .map(w -> wires.types().get(w.link().to()))
                .mapToDouble(t -> t instanceof Table table ? of(table, asked.interaction()) : 0)
                .sum();
    }

    private static double of(ObjectStore store, Interaction interaction) {
        if (!(interaction instanceof Interaction.Store asked)) return 0;
        var size = asked.objectBytes() == null ? store.objectBytes() : asked.objectBytes();
        double body = asked.operation().carries() ? size.mean() / store.bytesPerSecond() * 1e9 : 0;
        return body + (asked.operation().reads() ? store.readLatency() : store.writeLatency()).mean();
    }

    private static double of(FileSystem files, Interaction interaction) {
        if (!(interaction instanceof Interaction.FileAccess access)) return 0;
        double usual = access.write()
                ? files.writeLatency().mean()
                : files.readLatency().mean();
        double latency = usual + files.infrequent() * (files.infrequentLatency().mean() - usual);
        return access.operations() * (latency + access.bytes().mean() / files.clientBytesPerSecond() * 1e9);
    }

    private static double of(Table table, Interaction interaction) {
        if (!(interaction instanceof Interaction.Operate operate)) return 0;
        TableOperation operation = operate.operation();
        if (operation.transactional()) return table.transactLatency().mean();
        return switch (operation) {
            case GET -> table.readLatency().mean();
            case PUT, UPDATE, DELETE -> table.writeLatency().mean();
            case QUERY, SCAN, BATCH_GET, BATCH_WRITE, TRANSACT_GET, TRANSACT_WRITE ->
                table.queryLatency().mean();
        };
    }
}
