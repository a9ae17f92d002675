package billow.simulator.estimate;

import billow.model.archetype.Alarm;
import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.DataCache;
import billow.model.archetype.Delivery;
import billow.model.archetype.DeliveryBuffer;
import billow.model.archetype.EdgeCache;
import billow.model.archetype.ExternalDelay;
import billow.model.archetype.FanOut;
import billow.model.archetype.FileSystem;
import billow.model.archetype.Gateway;
import billow.model.archetype.GraphApi;
import billow.model.archetype.IdentityOperation;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.archetype.Keeping;
import billow.model.archetype.LoadBalancer;
import billow.model.archetype.MessageBuffer;
import billow.model.archetype.ObjectOperation;
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
import billow.model.kind.LinkKind;
import billow.simulator.estimate.Wires.Wire;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What is counted per second at each node when calls flow as they are expected to.
///
/// @param wires the design
/// @param flows calls per second
/// @param times of calls and handlers
record Counting(Wires wires, Flows flows, Times times) {
    /// Empty receives of the pollers of an idle queue: five that wait 20 s each.
    private static final double IDLE_RECEIVES = 0.25;

    private static final double KILOBYTE = 1024;
    private static final double HALF_MILLISECOND = 0.5;

    Map<Counter, Double> perSecond(String node) {
        var counts = new EnumMap<Counter, Double>(Counter.class);
        Archetype type = wires.types().get(node);
        switch (type) {
            case Gateway gateway -> gateway(counts, node, gateway);
            case EdgeCache cache -> edge(counts, node, cache);
            case GraphApi api -> graph(counts, node, api);
            case Sockets sockets -> sockets(counts, node, sockets);
            case LoadBalancer balancer -> balancer(counts, node, balancer);
            case UserDirectory directory -> {
                counts.put(Counter.USER_ACTIVITIES, asked(node, IdentityOperation::activates));
                counts.put(Counter.MACHINE_TOKENS, asked(node, o -> o == IdentityOperation.CLIENT_AUTHENTICATION));
            }
            case InstancePool pool -> pool(counts, node, pool);
            case MessageBuffer buffer -> buffer(counts, node, buffer);
            case Table table -> new TableUsage(wires, flows).count(counts, node, table);
            case ObjectStore store -> objects(counts, node, store);
            case Pipe pipe -> counts.put(Counter.BILLED_CHUNKS, flows.into(node));
            case FanOut fanOut -> fanOut(counts, node, fanOut);
            case PartitionedLog log -> log(counts, node, log);
            case DeliveryBuffer delivery ->
                counts.put(Counter.BYTES_WRITTEN, flows.put(node, p -> rounded(p, delivery.chunkBytes())));
            case Workflow workflow -> workflow(counts, node, workflow);
            case TrafficSource t -> {}
            case DataCache c -> {}
            case FileSystem files -> files(counts, node, files);
            case QuotaService service -> quota(counts, node, service);
            case Relay relay ->
                counts.put(
                        Counter.BYTES_PROCESSED,
                        flows.into(node) * relay.responseBytes().mean());
            case ExternalDelay e -> {}
            case Alarm a -> {}
            case null -> {}
        }
        return counts;
    }

    private void gateway(Map<Counter, Double> counts, String node, Gateway gateway) {
        double rate = flows.into(node) * GatewayFlows.billed(gateway, wires.from(node));
        counts.put(Counter.BILLED_REQUESTS, rate);
        counts.put(Counter.BILLED_CHUNKS, rate);
        counts.put(Counter.BYTES_OUT, rate * gateway.responseBytes().mean());
    }

    private void edge(Map<Counter, Double> counts, String node, EdgeCache cache) {
        double rate = flows.into(node);
        counts.put(Counter.BILLED_REQUESTS, rate);
        counts.put(Counter.BYTES_OUT, rate * cache.objects().bytes().mean());
        counts.put(Counter.EDGE_RUNS, rate * cache.functions());
        counts.put(Counter.SHIELD_REQUESTS, cache.tiers().shield() ? rate : 0);
    }

    private void graph(Map<Counter, Double> counts, String node, GraphApi api) {
        double rate = flows.into(node) * GatewayFlows.authorised(api.authorisation(), wires.from(node));
        double told = rate * api.mutations() * api.subscribers();
        double size = api.updateBytes().mean();
        counts.put(Counter.BILLED_REQUESTS, rate);
        counts.put(Counter.REALTIME_CHUNKS, told * Math.max(1, Math.ceil(size / api.updateChunkBytes())));
        counts.put(Counter.BYTES_OUT, rate * api.responseBytes().mean() + told * size);
    }

    private void sockets(Map<Counter, Double> counts, String node, Sockets sockets) {
        double received = wires.to(node).stream()
                .filter(w -> w.interaction() instanceof Interaction.Request)
                .mapToDouble(flows::over)
                .sum();
        double posted = flows.into(node) - received;
        boolean routed = wires.from(node).stream().anyMatch(w -> !w.authorises() && Sockets.isMessage(w.plan()));
        double answered = sockets.responds() && routed ? received : 0;
        counts.put(Counter.BILLED_CHUNKS, received + posted + answered);
        counts.put(Counter.BYTES_OUT, answered * sockets.responseBytes().mean());
        counts.put(Counter.CONNECTION_MILLIS, 1000 * SocketFlows.open(sockets, received));
    }

    private void balancer(Map<Counter, Double> counts, String node, LoadBalancer balancer) {
        double rate = flows.into(node);
        double size = balancer.responseBytes().mean();
        double functions = 0;
        for (var wire : wires.from(node)) if (wire.link().kind() == LinkKind.INVOKE) functions += flows.over(wire);
        double bytes = (rate - functions) * size;
        counts.put(Counter.CAPACITY_UNIT_MICROS, balancer.units(rate, bytes, functions * size) * 1e6 / 3600);
        counts.put(Counter.BYTES_OUT, rate * size);
    }

    /// Calls of a user pool for some operations.
    private double asked(String node, Predicate<IdentityOperation> wanted) {
        double sum = 0;
        for (var wire : wires.to(node))
            if (wire.interaction() instanceof Interaction.Identify(var operation)
                    && !wire.authorises()
                    && wanted.test(operation)) sum += flows.over(wire);
        return sum;
    }

    private void files(Map<Counter, Double> counts, String node, FileSystem files) {
        for (var wire : wires.to(node))
            if (wire.interaction() instanceof Interaction.FileAccess access)
                counts.merge(
                        access.write() ? Counter.BYTES_WRITTEN : Counter.BYTES_READ,
                        flows.over(wire)
                                * access.operations()
                                * Math.max(files.chunkBytes(), access.bytes().mean()),
                        Double::sum);
    }

    private void quota(Map<Counter, Double> counts, String node, QuotaService service) {
        double rate = flows.into(node);
        counts.put(Counter.BILLED_REQUESTS, rate);
        counts.put(Counter.BYTES_OUT, rate * service.bytes().mean());
    }

    private void pool(Map<Counter, Double> counts, String node, InstancePool pool) {
        double rate = flows.into(node);
        double millis = times.handler(node, pool) / 1e6 + HALF_MILLISECOND;
        double busy = rate * millis / 1000;
        double ready = busy == 0 ? 0 : Math.min(1, pool.provisioned() / busy);
        counts.put(Counter.BILLED_REQUESTS, rate);
        counts.put(Counter.BILLED_MILLIS, rate * millis * (1 - ready));
        counts.put(Counter.PROVISIONED_BILLED_MILLIS, rate * millis * ready);
        counts.put(Counter.PROVISIONED_ENVIRONMENT_MILLIS, pool.provisioned() * 1000.0);
        counts.put(Counter.LOG_BYTES, rate * pool.logBytes());
        for (var wire : wires.to(node))
            if (wire.interaction() instanceof Interaction.Poll poll
                    && poll.pollers().perPoller() > 0)
                counts.merge(
                        Counter.POLLER_MILLIS,
                        1000.0 * poll.pollers().initial() / poll.pollers().perPoller(),
                        Double::sum);
    }

    /// Sends, receives and deletes; a queue that is polled costs empty receives when it is quiet.
    private void buffer(Map<Counter, Double> counts, String node, MessageBuffer buffer) {
        double requests = 0;
        for (var wire : wires.to(node))
            if (wire.interaction() instanceof Interaction.Send send)
                requests +=
                        flows.over(wire) * Math.ceil(send.messageBytes().mean() * send.batch() / buffer.chunkBytes());
        for (var wire : wires.to(node))
            if (wire.interaction() instanceof Interaction.Deliver) requests += flows.over(wire);
        if (buffer.groups() != null && !buffer.ordered()) counts.put(Counter.GROUPED_REQUESTS, flows.into(node));
        for (var wire : wires.from(node))
            if (wire.interaction() instanceof Interaction.Poll) requests += 2 * flows.over(wire) + idle(wire);
        counts.put(Counter.BILLED_CHUNKS, requests);
    }

    private double idle(Wire poll) {
        return Math.max(0, IDLE_RECEIVES - flows.over(poll));
    }

    private void objects(Map<Counter, Double> counts, String node, ObjectStore store) {
        for (var wire : wires.to(node)) {
            if (!(wire.interaction() instanceof Interaction.Store asked)) continue;
            double rate = flows.over(wire);
            double size = objectSize(wire, asked, store);
            var aim = asked.aim();
            var start = aim.storageClass() != null
                    ? aim.storageClass()
                    : store.keeping().usual();
            var present = store.keeping().at(start, size, aim.ageNanos() / 1e9);
            Keeping.Ledger ledger = (counter, amount) -> counts.merge(counter, rate * amount, Double::sum);
            double requests =
                    asked.operation() == ObjectOperation.MULTIPART ? 2 + Math.ceil(size / asked.partBytes()) : 1;
            store.keeping().count(asked.operation(), start, present, size, requests, ledger);
            switch (asked.operation()) {
                case GET -> {
                    if (wires.types().get(wire.link().from()) instanceof TrafficSource)
                        ledger.add(Counter.BYTES_OUT, size);
                }
                case DELETE -> store.keeping().deleted(start, size, aim.ageNanos() / 1e9, ledger);
                case RESTORE -> {
                    Keeping.copied(size, aim.keptNanos() / 1e9, ledger);
                    Keeping.restored(present, aim.speed(), size, ledger);
                }
                case HEAD, LIST, PUT, COPY, POST, MULTIPART -> {}
            }
        }
    }

    /// Mean size of the objects of a link; a delivery stream stores what it has gathered.
    private double objectSize(Wire wire, Interaction.Store asked, ObjectStore store) {
        var own = asked.objectBytes();
        if (own != null) return own.mean();
        var from = wire.link().from();
        if (!(wires.types().get(from) instanceof DeliveryBuffer))
            return store.objectBytes().mean();
        double pieces = flows.over(wire);
        return pieces == 0 ? 0 : flows.put(from, p -> p.recordBytes().mean()) / pieces;
    }

    private void fanOut(Map<Counter, Double> counts, String node, FanOut fanOut) {
        double itself = flows.byItself(node, fanOut);
        counts.put(
                Counter.BILLED_REQUESTS,
                fanOut.timetable() == null
                        ? flows.into(node)
                        : itself
                                * wires.from(node).stream()
                                        .filter(w -> !w.aside())
                                        .count());
        for (var wire : wires.to(node)) {
            double calls = flows.over(wire);
            double bytes = wire.interaction() instanceof Interaction.Publish p ? published(wire, p) : 0;
            double batch = wire.interaction() instanceof Interaction.Publish p ? p.batch() : 1;
            boolean each = fanOut.intake().chunksByMessage();
            double rounded = Math.max(
                    1, Math.ceil(bytes * (each ? 1 : batch) / fanOut.intake().chunkBytes()));
            counts.merge(Counter.BILLED_CHUNKS, calls * rounded * (each ? batch : 1), Double::sum);
            counts.merge(Counter.PUBLISHED_BYTES, calls * batch * bytes, Double::sum);
        }
        double published = counts.getOrDefault(Counter.PUBLISHED_BYTES, 0.0);
        double messages = flows.messages(node);
        double size = messages == 0 ? 0 : published / messages;
        for (var wire : wires.from(node)) delivered(counts, wire, size);
        if (fanOut.service() != FanOut.Service.BROKER) return;
        double chunks = Math.max(1, Math.ceil(size / fanOut.intake().chunkBytes()));
        for (var wire : wires.from(node))
            if (!wire.aside()) counts.merge(Counter.RULE_CHUNKS, flows.over(wire) * chunks, Double::sum);
    }

    /// Mean size of a message: its own, or what clients bring along.
    private double published(Wire wire, Interaction.Publish publish) {
        double own = publish.messageBytes().mean();
        return own == 0 && wires.types().get(wire.link().from()) instanceof TrafficSource clients
                ? clients.payloadBytes().mean()
                : own;
    }

    private void delivered(Map<Counter, Double> counts, Wire wire, double size) {
        if (wire.aside()) return;
        double rate = flows.over(wire);
        counts.merge(Counter.DELIVERED_BYTES, rate * size, Double::sum);
        switch (wires.types().get(wire.link().to())) {
            case InstancePool p -> counts.merge(Counter.FUNCTION_DELIVERIES, rate, Double::sum);
            case MessageBuffer b -> counts.merge(Counter.QUEUE_DELIVERIES, rate, Double::sum);
            case DeliveryBuffer d -> counts.merge(Counter.STREAM_DELIVERIES, rate, Double::sum);
            case ExternalDelay e -> outside(wire).ifPresent(counter -> counts.merge(counter, rate, Double::sum));
            case null, default -> {}
        }
    }

    /// What is counted of deliveries to a target outside.
    private static Optional<Counter> outside(Wire wire) {
        var delivery = wire.plan().delivery();
        return switch (delivery == null ? Delivery.Medium.HTTP : delivery.medium()) {
            case HTTP -> Optional.of(Counter.OUTSIDE_DELIVERIES);
            case MAIL -> Optional.of(Counter.MAIL_DELIVERIES);
            case PUSH -> Optional.of(Counter.PUSH_DELIVERIES);
            case TEXT_MESSAGE -> Optional.empty();
        };
    }

    private void log(Map<Counter, Double> counts, String node, PartitionedLog log) {
        double chunks =
                flows.put(node, p -> Math.max(1, Math.ceil(p.recordBytes().mean() / log.chunkBytes())));
        double rounded =
                flows.put(node, p -> Math.max(1, Math.ceil(p.recordBytes().mean() / KILOBYTE)) * KILOBYTE);
        double bytes = flows.put(node, p -> p.recordBytes().mean());
        long pushed = readers(node, true);
        counts.put(Counter.BILLED_CHUNKS, chunks);
        counts.put(Counter.BYTES_WRITTEN, rounded);
        counts.put(Counter.BYTES_READ, bytes * readers(node, false));
        counts.put(Counter.BYTES_PUSHED, bytes * pushed);
        counts.put(Counter.SHARD_MILLIS, Flows.shards(log) * 1000.0);
        counts.put(Counter.CONSUMER_SHARD_MILLIS, Flows.shards(log) * 1000.0 * pushed);
    }

    private static double rounded(Interaction.Put put, long chunkBytes) {
        return Math.max(1, Math.ceil(put.recordBytes().mean() / chunkBytes)) * chunkBytes;
    }

    private long readers(String node, boolean pushed) {
        return wires.from(node).stream()
                .filter(w -> w.interaction() instanceof Interaction.Read read && read.pushed() == pushed)
                .count();
    }

    private void workflow(Map<Counter, Double> counts, String node, Workflow workflow) {
        double rate = flows.into(node);
        double blocks = Math.ceil(workflow.memoryMegabytes() / 64);
        double steps = Math.max(1, Math.ceil(times.execution(node, workflow) / 100e6));
        counts.put(Counter.TRANSITIONS, rate * Visits.of(workflow).states().size());
        counts.put(Counter.EXECUTIONS, rate);
        counts.put(Counter.LOG_BYTES, rate * workflow.logBytes());
        if (!workflow.express()) return;
        counts.put(Counter.EXPRESS_EXECUTIONS, rate);
        counts.put(Counter.EXPRESS_STEPS, rate * blocks * steps);
    }
}
