package billow.simulator.estimate;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.kind.Meter;
import billow.model.usage.Usage;
import billow.model.usage.UsageLine;
import billow.simulator.run.TraceSource;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/// What a design uses as it follows from rates, shares and means. Caches never hit, nothing is throttled or fails, and
/// cold starts are left out: a first guess that a simulation refines. Immutable.
public final class Expectation {
    private static final MathContext DIGITS = new MathContext(12);

    private final Design design;
    private final Wires wires;
    private final TraceSource traces;
    private final Times times;

    private Expectation(Design design, TraceSource traces) {
        this.design = design;
        this.traces = traces;
        wires = Wires.of(design);
        times = new Times(wires);
    }

    /// @param design without errors
    public static Expectation of(Design design, TraceSource traces) {
        return new Expectation(design, traces);
    }

    /// The usage of a month.
    ///
    /// @param hours length of the month
    /// @throws TraceSource.UnknownTrace when traffic replays a trace that can't be had
    public static Usage usage(Design design, TraceSource traces, double hours) {
        return of(design, traces).usage(Stretch.month(hours));
    }

    /// Some time after the beginning of the clients' shapes.
    ///
    /// @param from    seconds after the beginning
    /// @param to      seconds after the beginning, above `from`
    /// @param repeats whether recorded traffic begins again at its end, as in a month, or is over, as in a run
    public record Stretch(double from, double to, boolean repeats) {
        public static Stretch month(double hours) {
            return new Stretch(0, hours * 3600, true);
        }

        double seconds() {
            return to - from;
        }
    }

    /// What the nodes use in a stretch of time; meters nobody uses are left out.
    public Usage usage(Stretch stretch) {
        var counts = counts(load(stretch), stretch, Origins.all(wires));
        var lines = new ArrayList<UsageLine>();
        for (var node : design.nodes().values())
            for (var meter : node.kind().meters()) {
                double quantity = meter.formula().quantity(node.params(), counts.apply(node.id()));
                if (quantity > 0)
                    lines.add(new UsageLine(
                            meter.id(), node.id(), meter.area(), new BigDecimal(quantity, DIGITS), node.tags()));
            }
        return new Usage(design.region(), lines);
    }

    /// Quantities by node and meter, areas together; every meter of every node has one.
    public Map<String, Map<String, Double>> quantities(Stretch stretch) {
        return quantities(load(stretch), stretch, Origins.all(wires));
    }

    /// Client requests and messages of timetables in a stretch of time.
    public double requests(Stretch stretch) {
        return requestsByOrigin(stretch).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /// Calls into a node, and messages it makes by itself, in a stretch of time.
    public double work(String node, Stretch stretch) {
        double sum = 0;
        for (var part : load(stretch).parts())
            sum += part.seconds() * new Flows(wires, part.perSecond(), Origins.all(wires)).work(node);
        return sum;
    }

    /// Whether the rates of all clients are the same all the time.
    public boolean steady() {
        return load(Stretch.month(1)).continuous();
    }

    /// The highest rate of all clients together, in requests per second; hourly means where it is a matter of degree.
    public double peak(Stretch stretch) {
        return load(stretch).peak();
    }

    /// Requests in a stretch of time by where they come from: routes, nodes that clients call, timetables.
    public SequencedMap<String, Double> requestsByOrigin(Stretch stretch) {
        var load = load(stretch);
        var requests = new LinkedHashMap<String, Double>();
        for (var origin : Origins.names(wires)) {
            var origins = new Origins(wires, origin);
            double sum = 0;
            for (var part : load.parts()) sum += part.seconds() * new Flows(wires, part.perSecond(), origins).begun();
            requests.put(origin, sum);
        }
        return requests;
    }

    /// Which share of a quantity is used on account of each origin, by node and meter; shares of a meter sum to 1.
    /// What is used anyway is shared out as the node's requests are; what serves nobody has no shares.
    public Map<String, Map<String, Map<String, Double>>> sharesByOrigin(Stretch stretch) {
        var load = load(stretch);
        var idle = quantities(load, stretch, new Origins(wires, ""));
        var weights = new LinkedHashMap<String, Map<String, Map<String, Double>>>();
        var visits = new LinkedHashMap<String, Map<String, Double>>();
        for (var origin : Origins.names(wires)) {
            var origins = new Origins(wires, origin);
            quantities(load, stretch, origins)
                    .forEach((node, meters) -> meters.forEach((meter, quantity) -> {
                        double own =
                                quantity - idle.getOrDefault(node, Map.of()).getOrDefault(meter, 0.0);
                        var byOrigin = weights.computeIfAbsent(node, n -> new LinkedHashMap<>())
                                .computeIfAbsent(meter, m -> new LinkedHashMap<>());
                        if (own > quantity * 1e-9) byOrigin.put(origin, own);
                    }));
            for (var node : design.nodes().keySet()) {
                double sum = 0;
                for (var part : load.parts())
                    sum += part.seconds() * new Flows(wires, part.perSecond(), origins).work(node);
                if (sum > 0)
                    visits.computeIfAbsent(node, n -> new LinkedHashMap<>()).put(origin, sum);
            }
        }
        weights.forEach((node, meters) -> meters.replaceAll(
                (meter, byOrigin) -> shares(byOrigin.isEmpty() ? visits.getOrDefault(node, Map.of()) : byOrigin)));
        return weights;
    }

    private static Map<String, Double> shares(Map<String, Double> weights) {
        double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        var shares = new LinkedHashMap<String, Double>();
        weights.forEach((origin, weight) -> shares.put(origin, weight / sum));
        return shares;
    }

    private Load load(Stretch stretch) {
        return Load.of(wires, traces, times, stretch.from(), stretch.to(), stretch.repeats());
    }

    private Map<String, Map<String, Double>> quantities(Load load, Stretch stretch, Origins origins) {
        var counts = counts(load, stretch, origins);
        var quantities = new LinkedHashMap<String, Map<String, Double>>();
        for (var node : design.nodes().values()) {
            var byMeter = new LinkedHashMap<String, Double>();
            for (var meter : node.kind().meters())
                byMeter.merge(
                        meter.id(), meter.formula().quantity(node.params(), counts.apply(node.id())), Double::sum);
            quantities.put(node.id(), byMeter);
        }
        return quantities;
    }

    /// What is counted at each node, by its id.
    private Function<String, Meter.Counts> counts(Load load, Stretch stretch, Origins origins) {
        var totals = new LinkedHashMap<String, Map<Counter, Double>>();
        for (var part : load.parts()) {
            var counting = new Counting(wires, new Flows(wires, part.perSecond(), origins), times);
            for (var node : design.nodes().keySet())
                counting.perSecond(node)
                        .forEach((counter, rate) -> totals.computeIfAbsent(node, n -> new EnumMap<>(Counter.class))
                                .merge(counter, rate * part.seconds(), Double::sum));
        }
        return node -> new Counts(totals.getOrDefault(node, Map.of()), stretch.seconds());
    }

    private record Counts(Map<Counter, Double> sums, double seconds) implements Meter.Counts {
        @Override
        public double get(Counter counter) {
            return sums.getOrDefault(counter, 0.0);
        }
    }
}
