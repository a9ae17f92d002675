package billow.simulator.run;

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
import billow.model.data.DataTemplate;
import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.fault.Fault;
import billow.model.fault.Placement;
import billow.model.kind.Connection;
import billow.model.kind.LinkKind;
import billow.model.quota.Limits;
import billow.model.service.Account;
import billow.model.service.Tracing;
import billow.model.workload.Trace;
import billow.simulator.delivery.FanOutActor;
import billow.simulator.delivery.ObjectActor;
import billow.simulator.delivery.PipeActor;
import billow.simulator.edge.EdgeActor;
import billow.simulator.fault.Faults;
import billow.simulator.flow.Actor;
import billow.simulator.flow.RequestBook;
import billow.simulator.flow.TokenBucket;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.function.PoolActor;
import billow.simulator.gateway.BalancerActor;
import billow.simulator.gateway.GatewayActor;
import billow.simulator.gateway.GraphActor;
import billow.simulator.gateway.SocketsActor;
import billow.simulator.kernel.Checks;
import billow.simulator.log.DeliveryActor;
import billow.simulator.log.LogActor;
import billow.simulator.node.DirectoryActor;
import billow.simulator.node.ExternalActor;
import billow.simulator.node.FileSystemActor;
import billow.simulator.node.QuotaActor;
import billow.simulator.node.RelayActor;
import billow.simulator.node.TrafficActor;
import billow.simulator.queue.BufferActor;
import billow.simulator.random.Key;
import billow.simulator.statistics.Window;
import billow.simulator.table.DataCacheActor;
import billow.simulator.table.TableActor;
import billow.simulator.watch.AlarmActor;
import billow.simulator.workflow.TaskWires;
import billow.simulator.workflow.WorkflowActor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A design made ready to run: nodes lowered to archetypes, links to wires, traces read. Immutable; many worlds may be
/// built from it at once.
public final class Blueprint {
    private final Design design;
    private final List<Node> nodes;
    private final List<Archetype> archetypes;
    private final List<Wire> wires;
    private final Map<String, Trace> traces;
    private final List<Fault> faults;

    private Blueprint(
            Design design,
            List<Node> nodes,
            List<Archetype> archetypes,
            List<Wire> wires,
            Map<String, Trace> traces,
            List<Fault> faults) {
        this.design = design;
        this.nodes = List.copyOf(nodes);
        this.archetypes = List.copyOf(archetypes);
        this.wires = List.copyOf(wires);
        this.traces = Map.copyOf(traces);
        this.faults = List.copyOf(faults);
    }

    /// @throws TraceSource.UnknownTrace when traffic replays a trace that can't be had
    /// @throws IllegalArgumentException when a link connects what can't be connected; checks find that before
    public static Blueprint of(Design design, TraceSource source) {
        return of(design, source, List.of());
    }

    /// @param faults what breaks and when; targets known to exist, checks find that before
    /// @throws TraceSource.UnknownTrace when traffic replays a trace that can't be had
    /// @throws IllegalArgumentException when a link connects what can't be connected; checks find that before
    public static Blueprint of(Design design, TraceSource source, List<Fault> faults) {
        var nodes = new ArrayList<>(design.nodes().values());
        var numbers = new HashMap<String, Integer>();
        var archetypes = new ArrayList<Archetype>();
        var traces = new HashMap<String, Trace>();
        for (var node : nodes) {
            numbers.put(node.id(), numbers.size());
            var archetype = node.kind().lower(node.params(), design.region());
            archetypes.add(archetype);
            if (archetype instanceof TrafficSource traffic && traffic.arrivals() instanceof TrafficSource.Trace t)
                traces.put(node.id(), source.read(t.file(), t.intervalNanos()).scaled(t.scale()));
        }
        var wires = new ArrayList<Wire>();
        for (var link : design.links()) wires.add(wire(design, link, wires.size(), numbers));
        for (int i = 0; i < nodes.size(); i++)
            if (archetypes.get(i) instanceof Workflow workflow) wires.addAll(taskWires(workflow, i, wires));
        return new Blueprint(design, nodes, archetypes, wires, traces, faults);
    }

    /// Wires of a workflow's links whose tasks ask for something else than the link by itself.
    private static List<Wire> taskWires(Workflow workflow, int node, List<Wire> wires) {
        var machine = WorkflowActor.machine(workflow);
        if (machine == null) return List.of();
        return new TaskWires(machine, outgoing(wires, node)).more(wires.size());
    }

    private static List<Wire> outgoing(List<Wire> wires, int node) {
        return wires.stream()
                .filter(w -> w.from() == node && w.kind() != LinkKind.WATCH)
                .toList();
    }

    private static Wire wire(Design design, Link link, int index, Map<String, Integer> numbers) {
        var from = design.nodes().get(link.from());
        var to = design.nodes().get(link.to());
        if (from == null || to == null) throw new IllegalArgumentException("Link %s has no ends.".formatted(link.id()));
        if (Connection.between(from.kind(), to.kind()) instanceof Connection.Possible possible)
            for (var option : possible.options())
                if (option.kind() == link.kind())
                    return new Wire(
                            index,
                            link.id(),
                            Key.of(link.id()),
                            numbers.getOrDefault(link.from(), -1),
                            numbers.getOrDefault(link.to(), -1),
                            link.kind(),
                            option.outlet().plan().apply(link.params()),
                            option.inlet().interaction().apply(link.params()),
                            DataTemplate.orNull(option.inlet().data().apply(link.params())));
        throw new IllegalArgumentException("Link %s: a %s can't be connected to a %s in this way."
                .formatted(link.id(), from.kind().name(), to.kind().name()));
    }

    public Design design() {
        return design;
    }

    /// What breaks in its runs; the pilot run is spared.
    public List<Fault> faults() {
        return faults;
    }

    public List<Node> nodes() {
        return nodes;
    }

    /// The wires of the links, in their order, then those that tasks of workflows need beside them.
    public List<Wire> wires() {
        return wires;
    }

    /// Length of the longest trace that is replayed, or null when none is.
    public @Nullable Long traceNanos() {
        Long longest = null;
        for (var trace : traces.values())
            if (longest == null || trace.durationNanos() > longest) longest = trace.durationNanos();
        return longest;
    }

    /// Whether the load is the same all the time and nothing in the design changes by itself, so that a steady state
    /// can
    /// be expected.
    public boolean isSteady() {
        if (!traces.isEmpty() || wires.stream().anyMatch(wire -> wire.plan().scaling() != null)) return false;
        return archetypes.stream().allMatch(Blueprint::isSteady);
    }

    private static boolean isSteady(Archetype archetype) {
        return switch (archetype) {
            case TrafficSource traffic -> traffic.shape() instanceof TrafficSource.Flat;
            case InstancePool pool -> pool.alias() == null || pool.alias().deployment() == null;
            case FanOut fanOut -> fanOut.replay() == null;
            default -> true;
        };
    }

    /// Requests to be expected from the beginning to `nanos`, roughly: for planning, not for results.
    public double expectedRequests(long nanos) {
        double sum = 0;
        for (int i = 0; i < nodes.size(); i++)
            if (archetypes.get(i) instanceof TrafficSource traffic)
                sum += expected(traffic, nodes.get(i).id(), nanos);
        return sum;
    }

    private double expected(TrafficSource traffic, String id, long nanos) {
        return switch (traffic.arrivals()) {
            case TrafficSource.Constant c -> c.perSecond() * nanos / 1e9;
            case TrafficSource.Poisson p -> p.perSecond() * nanos / 1e9;
            case TrafficSource.Users u ->
                u.users() * nanos / Math.max(1e6, u.thinkTime().mean() + 1e8);
            case TrafficSource.Trace t -> {
                var trace = traces.get(id);
                yield trace == null ? 0 : trace.total() * Math.min(1, (double) nanos / trace.durationNanos());
            }
        };
    }

    /// A world ready to run, and the book its clients' requests are written in.
    record Built(World world, RequestBook requests) {}

    /// Where all functions of the account share the rate of new environments.
    private @Nullable TokenBucket sharedScaling() {
        if (!design.account().get(Account.LAMBDA_SCALING).equals("regional2022")) return null;
        return new TokenBucket(
                Limits.limit("lambda.burstPerMinute2022").standard() / 60,
                Limits.limit("lambda.burst2022").in(design.region()));
    }

    Built build(long seed, int replication, Window window, boolean folding, Checks checks) {
        var account = design.account();
        var shared = new billow.simulator.flow.Account(
                Math.toIntExact(account.get(Account.CONCURRENT_EXECUTIONS)),
                account.get(Account.API_RATE),
                account.get(Account.API_BURST),
                sharedScaling());
        var world = new World(Key.mix(Key.mix(0, seed), replication), shared, window, wires, folding, checks);
        if (!faults.isEmpty() && replication >= 0) world.disturb(new Faults(world, faults, numbers(), roles()));
        var requests = new RequestBook(window, wires.size());
        nameRoutes(requests);
        for (int i = 0; i < nodes.size(); i++) {
            world.place(actor(world, i, requests));
            if (Tracing.isActive(nodes.get(i).params()))
                world.sample(
                        (int) Limits.limit("xray.reservoir").standard(),
                        Limits.limit("xray.rate").standard());
        }
        return new Built(world, requests);
    }

    private Map<String, Integer> numbers() {
        var numbers = new HashMap<String, Integer>();
        for (var node : nodes) numbers.put(node.id(), numbers.size());
        return numbers;
    }

    private Faults.Role[] roles() {
        var roles = new Faults.Role[nodes.size()];
        for (int i = 0; i < roles.length; i++)
            roles[i] = switch (Placement.of(nodes.get(i), archetypes.get(i))) {
                case ENVIRONMENTS -> Faults.Role.FUNCTION;
                case ZONAL -> Faults.Role.ZONAL;
                case REROUTED -> Faults.Role.REROUTED;
                case REGIONAL -> archetypes.get(i) instanceof ExternalDelay ? Faults.Role.WORKER : Faults.Role.OTHER;
            };
        return roles;
    }

    /// Requests are reported by the route a gateway chose for them, or by the node they went to.
    private void nameRoutes(RequestBook requests) {
        for (var wire : wires) {
            boolean fromGateway = choosesRoutes(archetypes.get(wire.from()));
            boolean fromTraffic = archetypes.get(wire.from()) instanceof TrafficSource;
            var route = wire.plan().route();
            var target = nodes.get(wire.to()).id();
            if (wire.kind() == LinkKind.AUTHORISE) continue;
            if (fromGateway) requests.name(wire.index(), route != null ? route : target);
            else if (fromTraffic && !choosesRoutes(archetypes.get(wire.to())))
                requests.name(wire.index(), route != null ? route : target);
        }
    }

    private static boolean choosesRoutes(Archetype archetype) {
        return archetype instanceof Gateway
                || archetype instanceof EdgeCache
                || archetype instanceof LoadBalancer
                || archetype instanceof Sockets;
    }

    private Actor actor(World world, int number, RequestBook requests) {
        var id = nodes.get(number).id();
        var outgoing = outgoing(wires, number);
        return switch (archetypes.get(number)) {
            case TrafficSource spec -> new TrafficActor(world, number, id, spec, outgoing, traces.get(id), requests);
            case Gateway spec -> new GatewayActor(world, number, spec, outgoing);
            case EdgeCache spec -> new EdgeActor(world, number, id, spec, outgoing);
            case GraphApi spec -> new GraphActor(world, number, spec, outgoing);
            case Sockets spec -> new SocketsActor(world, number, id, spec, outgoing);
            case LoadBalancer spec -> new BalancerActor(world, number, spec, outgoing);
            case UserDirectory spec -> new DirectoryActor(world, number, spec, outgoing);
            case InstancePool spec -> new PoolActor(world, number, id, spec, outgoing);
            case MessageBuffer spec -> new BufferActor(world, number, id, spec, outgoing);
            case ObjectStore spec -> new ObjectActor(world, number, id, spec, outgoing);
            case Table spec -> new TableActor(world, number, id, spec, outgoing);
            case DeliveryBuffer spec -> new DeliveryActor(world, number, id, spec, outgoing);
            case PartitionedLog spec -> new LogActor(world, number, id, spec, outgoing);
            case Pipe spec -> new PipeActor(world, number, id, spec, outgoing);
            case FanOut spec -> new FanOutActor(world, number, id, spec, outgoing);
            case Workflow spec -> new WorkflowActor(world, number, id, spec, outgoing);
            case DataCache spec -> new DataCacheActor(world, number, spec, outgoing);
            case FileSystem spec -> new FileSystemActor(world, number, spec);
            case QuotaService spec -> new QuotaActor(world, number, spec);
            case Relay spec -> new RelayActor(world, number, spec, outgoing);
            case ExternalDelay spec -> new ExternalActor(world, number, spec);
            case Alarm spec -> new AlarmActor(world, number, id, spec, outgoing);
        };
    }
}
