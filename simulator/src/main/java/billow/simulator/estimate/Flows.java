package billow.simulator.estimate;

import billow.model.archetype.Alarm;
import billow.model.archetype.Archetype;
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
import billow.model.archetype.TrafficSource;
import billow.model.archetype.UserDirectory;
import billow.model.archetype.Workflow;
import billow.model.value.Distribution;
import billow.simulator.estimate.Wires.Wire;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Expected calls per second over each link and into each node.
final class Flows {
    private static final int MOST_ROUNDS = 200;
    private static final double SETTLED = 1e-12;

    private final Wires wires;
    private final Map<String, Double> rates;
    private final Origins origins;
    private final Map<String, Double> byLink = new HashMap<>();

    /// @param rates   requests per second by id of the clients
    /// @param origins whose requests are followed; those of others are left out
    Flows(Wires wires, Map<String, Double> rates, Origins origins) {
        this.wires = wires;
        this.rates = rates;
        this.origins = origins;
        wires.all().forEach(w -> byLink.put(w.link().id(), 0.0));
        settle();
    }

    /// Sends the rates along the links until nothing changes; loops converge as long as they lose something.
    private void settle() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double change = 0;
            for (var wire : wires.all()) {
                double flow = flow(wire, leaving(wire.link().from()));
                change += Math.abs(flow - byLink.getOrDefault(wire.link().id(), 0.0));
                byLink.put(wire.link().id(), flow);
            }
            if (change < SETTLED) return;
        }
    }

    double over(Wire wire) {
        return byLink.getOrDefault(wire.link().id(), 0.0);
    }

    /// Calls per second that arrive at a node.
    double into(String node) {
        return wires.to(node).stream().mapToDouble(this::over).sum();
    }

    private double leaving(String node) {
        return wires.types().get(node) instanceof TrafficSource ? rates.getOrDefault(node, 0.0) : into(node);
    }

    /// Requests per second that begin with the origins that are followed.
    double begun() {
        double sum = 0;
        for (var type : wires.types().entrySet()) {
            if (type.getValue() instanceof TrafficSource) for (var wire : wires.from(type.getKey())) sum += over(wire);
            if (type.getValue() instanceof FanOut fanOut) sum += byItself(type.getKey(), fanOut);
        }
        return sum;
    }

    /// Calls per second into a node and messages it makes by itself.
    double work(String node) {
        return into(node) + (wires.types().get(node) instanceof FanOut fanOut ? byItself(node, fanOut) : 0);
    }

    private double flow(Wire wire, double rate) {
        if (wire.aside()) return 0;
        Archetype from = wires.types().get(wire.link().from());
        return switch (from) {
            case TrafficSource t -> rate * share(wire) * origins.part(wire, this);
            case Gateway g ->
                rate * (wire.authorises() ? GatewayFlows.asked(g.authorisation(), wire, rate) : served(g, wire));
            case EdgeCache e -> wire.runs() ? rate : rate * share(wire) * origins.part(wire, this);
            case GraphApi g ->
                rate * (wire.authorises() ? GatewayFlows.asked(g.authorisation(), wire, rate) : resolved(g, wire));
            case Sockets s ->
                SocketFlows.over(
                        s,
                        wire,
                        wires.from(wire.link().from()),
                        received(wire.link().from()));
            case LoadBalancer b -> wire.authorises() ? 0 : rate * share(wire) * origins.part(wire, this);
            case UserDirectory d -> triggered(wire);
            case InstancePool p -> rate * wire.plan().calls();
            case MessageBuffer b -> passing(wire) / batch(wire, passing(wire));
            case FanOut f -> deliveries(wire, f);
            case ObjectStore s -> notifications(wire);
            case Pipe p ->
                wire.interaction() instanceof Interaction.Deliver
                        ? events(wire.link().from(), p)
                        : rate;
            case Workflow w -> rate * visits(wire, w);
            case Table t -> read(wire, changes(wire.link().from()), 1);
            case PartitionedLog log -> read(wire, records(wire.link().from()), shards(log));
            case DeliveryBuffer d -> pieces(wire.link().from(), d);
            case DataCache c -> rate;
            case Relay r -> rate * share(wire);
            case FileSystem f -> 0;
            case QuotaService q -> 0;
            case ExternalDelay e -> 0;
            case Alarm a -> 0;
            case null -> 0;
        };
    }

    private double served(Gateway gateway, Wire wire) {
        double passing = GatewayFlows.passing(gateway, wires.from(wire.link().from()));
        return passing * share(wire) * origins.part(wire, this);
    }

    /// Calls of a resolver for a request of a GraphQL API; its cache never hits.
    private double resolved(GraphApi api, Wire wire) {
        double serving = (GraphApi.serves(wire.plan(), true) ? api.mutations() : 0)
                + (GraphApi.serves(wire.plan(), false) ? 1 - api.mutations() : 0);
        return serving
                * wire.plan().calls()
                * GatewayFlows.authorised(
                        api.authorisation(), wires.from(wire.link().from()));
    }

    /// Messages from clients of a WebSocket API.
    private double received(String node) {
        return wires.to(node).stream()
                .filter(w -> w.interaction() instanceof Interaction.Request)
                .mapToDouble(this::over)
                .sum();
    }

    /// Calls of a user pool during which a trigger runs.
    private double triggered(Wire wire) {
        var name = wire.plan().route();
        double sum = 0;
        for (var call : wires.to(wire.link().from()))
            if (name != null
                    && call.interaction() instanceof Interaction.Identify(var operation)
                    && UserDirectory.runs(name, operation)) sum += over(call);
        return sum;
    }

    double share(Wire wire) {
        if (wires.types().get(wire.link().from()) instanceof Gateway gateway)
            return GatewayFlows.split(gateway, wire, wires.from(wire.link().from()));
        double all = wires.from(wire.link().from()).stream()
                .filter(w -> !w.aside() && !w.authorises())
                .mapToDouble(w -> w.plan().share())
                .sum();
        return all == 0 ? 0 : wire.plan().share() / all;
    }

    /// Messages per second that a link of a fan-out delivers.
    private double deliveries(Wire wire, FanOut fanOut) {
        var delivery = wire.plan().delivery();
        if (delivery == null) return 0;
        double rate = byItself(wire.link().from(), fanOut) * delivery.share();
        for (var in : wires.to(wire.link().from()))
            rate += switch (in.interaction()) {
                case Interaction.Publish p -> over(in) * p.batch() * delivery.shareOf(p.sample(), p.topic());
                default -> over(in) * delivery.share();
            };
        return rate;
    }

    /// Messages and records per second that a pipe hands on.
    private double events(String pipe, Pipe spec) {
        double sum = 0;
        for (var in : wires.to(pipe))
            if (in.interaction() instanceof Interaction.Read read)
                sum += records(in.link().from()) * read.matching();
            else sum += messages(in.link().from());
        return sum * spec.filter().shareOf(null);
    }

    /// Messages per second of a queue that a pipe does not keep back.
    private double passing(Wire wire) {
        double all = messages(wire.link().from());
        return wires.types().get(wire.link().to()) instanceof Pipe pipe
                ? all * pipe.filter().shareOf(null)
                : all;
    }

    /// Notifications per second over a link of a bucket.
    private double notifications(Wire wire) {
        var delivery = wire.plan().delivery();
        if (delivery == null) return 0;
        var wanted = wire.plan().route();
        double changes = 0;
        for (var in : wires.to(wire.link().from()))
            if (in.interaction() instanceof Interaction.Store store
                    && !store.operation().reads())
                if (wanted == null || wanted.equals(store.operation().change())) changes += over(in);
        return changes * delivery.share();
    }

    /// Messages per second a fan-out makes by a timetable.
    double byItself(String node, FanOut fanOut) {
        var timetable = fanOut.timetable();
        return timetable == null || !origins.include(node)
                ? 0
                : timetable.expression().perSecond();
    }

    /// Records per second into a log.
    double records(String log) {
        return wires.to(log).stream()
                .mapToDouble(w -> over(w) * (w.interaction() instanceof Interaction.Put put ? put.batch() : 1))
                .sum();
    }

    static int shards(PartitionedLog log) {
        return switch (log.capacity()) {
            case PartitionedLog.Shards(var shards) -> shards;
            case PartitionedLog.OnDemand demand -> demand.initialShards();
        };
    }

    /// Items written to a table per second, each of them a record of its stream.
    private double changes(String table) {
        return wires.operations(table).stream()
                .mapToDouble(w -> w.interaction() instanceof Interaction.Operate o
                                && !o.operation().reads()
                        ? over(w) * o.items()
                        : 0)
                .sum();
    }

    /// Invocations of a reader: a poll a second and shard at most, or a batch when its window has passed.
    private static double read(Wire wire, double records, int shards) {
        if (!(wire.interaction() instanceof Interaction.Read read)) return 0;
        double matching = records * read.matching();
        double window = Math.max(1, read.windowNanos() / 1e9);
        return matching / Math.clamp(matching * window / shards, 1, read.batchSize());
    }

    private static int batch(Interaction interaction) {
        return switch (interaction) {
            case Interaction.Send send -> send.batch();
            case Interaction.Publish publish -> publish.batch();
            default -> 1;
        };
    }

    /// A figure of the records put into a log or delivery stream per second, those that it reads from a log included.
    double put(String node, ToDoubleFunction<Interaction.Put> figure) {
        double sum = 0;
        for (var wire : wires.to(node)) {
            if (wire.interaction() instanceof Interaction.Put put)
                sum += over(wire) * put.batch() * figure.applyAsDouble(put);
            else if (wire.interaction() instanceof Interaction.Deliver)
                sum += over(wire) * figure.applyAsDouble(delivered(wire.link().from()));
            else if (wire.interaction() instanceof Interaction.Read)
                sum += put(wire.link().from(), figure);
        }
        return sum;
    }

    /// A record as a fan-out or pipe delivers it: as large as what it was given.
    private Interaction.Put delivered(String from) {
        double bytes = 0;
        double calls = 0;
        for (var in : wires.to(from)) {
            double size = in.interaction() instanceof Interaction.Publish p
                    ? p.messageBytes().mean()
                    : wires.to(in.link().from()).stream()
                            .mapToDouble(Flows::size)
                            .max()
                            .orElse(0);
            bytes += over(in) * size;
            calls += over(in);
        }
        return new Interaction.Put(new Distribution.Constant(calls == 0 ? 0 : bytes / calls), 1, false);
    }

    private static double size(Wire wire) {
        return switch (wire.interaction()) {
            case Interaction.Send send -> send.messageBytes().mean();
            case Interaction.Put put -> put.recordBytes().mean();
            case Interaction.Publish publish -> publish.messageBytes().mean();
            default -> 0;
        };
    }

    /// Deliveries per second: as soon as there is enough, or a while after the first record.
    private double pieces(String node, DeliveryBuffer delivery) {
        double records = put(node, p -> 1);
        if (records == 0) return 0;
        double bySize = put(node, p -> p.recordBytes().mean()) / delivery.bufferBytes();
        return Math.max(bySize, 1 / (delivery.intervalNanos() / 1e9 + 1 / records));
    }

    /// Messages per second into a queue or fan-out: calls times messages of a call.
    double messages(String queue) {
        return wires.to(queue).stream()
                .mapToDouble(w -> over(w) * batch(w.interaction()))
                .sum();
    }

    /// Messages of an invocation: what a window gathers, or what has come while the pollers were away.
    private static double batch(Wire wire, double messages) {
        if (!(wire.interaction() instanceof Interaction.Poll poll)) return 1;
        return Math.clamp(messages * poll.windowNanos() / 1e9, 1, poll.batchSize());
    }

    /// How often an execution uses a link: once for each of its states that it passes. The items of a Map are at hand.
    private static double visits(Wire wire, Workflow workflow) {
        return Visits.of(workflow).tasks().stream().filter(wire::serves).count();
    }
}
