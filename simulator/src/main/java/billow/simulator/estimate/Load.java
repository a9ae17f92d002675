package billow.simulator.estimate;

import billow.model.archetype.TrafficSource;
import billow.model.workload.Trace;
import billow.simulator.run.TraceSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;

/// What clients send over a span of time, in parts that can be taken as unchanging.
///
/// A day has its mean over each hour, a ramp over each eighth of it; parts with equal rates are one part, and when more
/// than [#MOST_PARTS] are left the most alike are put together. No part's mean is lost: the sum of rate times length is
/// that of the shape.
///
/// @param parts      at least one
/// @param continuous whether the rates never change
record Load(List<Part> parts, boolean continuous) {
    static final int MOST_PARTS = 24;

    private static final double HOUR = 3600;
    private static final int RAMP_PARTS = 8;
    private static final double SAME = 1e6;

    /// @param seconds   length in all
    /// @param perSecond requests per second by id of the source
    record Part(double seconds, Map<String, Double> perSecond) {
        double all() {
            return perSecond.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    Load {
        parts = List.copyOf(parts);
    }

    /// Requests in all.
    double requests() {
        return parts.stream().mapToDouble(p -> p.seconds() * p.all()).sum();
    }

    double peak() {
        return parts.stream().mapToDouble(Part::all).max().orElse(0);
    }

    /// One source as a function of time.
    private interface Rate {
        /// Requests from the beginning to `seconds`.
        double until(double seconds);
    }

    /// @param from    seconds after the beginning of the shapes
    /// @param to      above `from`
    /// @param repeats whether a trace begins again at its end, or is over
    static Load of(Wires wires, TraceSource traces, Times times, double from, double to, boolean repeats) {
        var rates = new LinkedHashMap<String, Rate>();
        var edges = new TreeSet<Double>(List.of(from, to));
        boolean continuous = true;
        for (var type : wires.types().entrySet())
            if (type.getValue() instanceof TrafficSource source) {
                continuous &= flat(source);
                rates.put(type.getKey(), rate(type.getKey(), source, traces, times, repeats));
                addEdges(edges, source, from, to);
            }
        return new Load(parts(rates, edges), continuous);
    }

    private static boolean flat(TrafficSource source) {
        return switch (source.arrivals()) {
            case TrafficSource.Trace t -> false;
            case TrafficSource.Users u -> true;
            case TrafficSource.Constant c -> source.shape() instanceof TrafficSource.Flat;
            case TrafficSource.Poisson p -> source.shape() instanceof TrafficSource.Flat;
        };
    }

    private static Rate rate(String node, TrafficSource source, TraceSource traces, Times times, boolean repeats) {
        return switch (source.arrivals()) {
            case TrafficSource.Constant c -> t -> c.perSecond() * factors(source.shape(), t);
            case TrafficSource.Poisson p -> t -> p.perSecond() * factors(source.shape(), t);
            case TrafficSource.Users u -> {
                double perSecond = u.users() / ((u.thinkTime().mean() + times.ofCalls(node)) / 1e9);
                yield t -> perSecond * t;
            }
            case TrafficSource.Trace t ->
                replayed(traces.read(t.file(), t.intervalNanos()).scaled(t.scale()), repeats);
        };
    }

    private static Rate replayed(Trace trace, boolean repeats) {
        var sums = new double[trace.intervals() + 1];
        for (int i = 0; i < trace.intervals(); i++) sums[i + 1] = sums[i] + trace.count(i);
        double width = trace.intervalNanos() / 1e9;
        double length = width * trace.intervals();
        double total = sums[trace.intervals()];
        return t -> {
            double rounds = repeats ? Math.floor(t / length) : 0;
            double place = Math.clamp((t - rounds * length) / width, 0.0, trace.intervals());
            int interval = Math.min((int) place, trace.intervals() - 1);
            return rounds * total + sums[interval] + (place - interval) * (sums[interval + 1] - sums[interval]);
        };
    }

    /// The factor of a shape summed over the seconds from 0 to `t`.
    private static double factors(TrafficSource.Shape shape, double t) {
        return switch (shape) {
            case TrafficSource.Flat f -> t;
            case TrafficSource.Ramp r -> {
                double start = r.startNanos() / 1e9;
                double length = r.lengthNanos() / 1e9;
                double in = Math.clamp(t - start, 0, length);
                double slope = length == 0 ? 0 : in * in / (2 * length);
                yield t + (r.factor() - 1) * (slope + Math.max(0, t - start - length));
            }
            case TrafficSource.Spike s ->
                t + (s.factor() - 1) * Math.clamp(t - s.startNanos() / 1e9, 0, s.lengthNanos() / 1e9);
            case TrafficSource.Daily d -> {
                double turn = 2 * StrictMath.PI / (24 * HOUR);
                double peak = d.peakNanos() / 1e9;
                yield t + (d.factor() - 1) * (StrictMath.sin(turn * (t - peak)) + StrictMath.sin(turn * peak)) / turn;
            }
        };
    }

    private static void addEdges(TreeSet<Double> edges, TrafficSource source, double from, double to) {
        if (flat(source)) return;
        boolean replayed = source.arrivals() instanceof TrafficSource.Trace;
        if (replayed || source.shape() instanceof TrafficSource.Daily) {
            double step = Math.min(HOUR, (to - from) / MOST_PARTS);
            for (double edge = from + step; edge < to; edge += step) edges.add(edge);
        } else if (source.shape() instanceof TrafficSource.Ramp r)
            for (int i = 0; i <= RAMP_PARTS; i++)
                addEdge(edges, (r.startNanos() + r.lengthNanos() * (double) i / RAMP_PARTS) / 1e9, from, to);
        else if (source.shape() instanceof TrafficSource.Spike s) {
            addEdge(edges, s.startNanos() / 1e9, from, to);
            addEdge(edges, (s.startNanos() + s.lengthNanos()) / 1e9, from, to);
        }
    }

    private static void addEdge(TreeSet<Double> edges, double edge, double from, double to) {
        if (edge > from && edge < to) edges.add(edge);
    }

    private static List<Part> parts(Map<String, Rate> rates, TreeSet<Double> edges) {
        SequencedMap<Map<String, Long>, Part> alike = new LinkedHashMap<>();
        double last = edges.removeFirst();
        for (double edge : edges) {
            double begin = last;
            var means = new HashMap<String, Double>();
            rates.forEach((id, rate) ->
                    means.put(id, Math.max(0, rate.until(edge) - rate.until(begin)) / (edge - begin)));
            var key = new HashMap<String, Long>();
            means.forEach((id, mean) -> key.put(id, Math.round(mean * SAME)));
            alike.merge(key, new Part(edge - begin, means), Load::together);
            last = edge;
        }
        return few(new ArrayList<>(alike.values()));
    }

    /// Neighbours in order of load put together, the shortest first, until there are few enough.
    private static List<Part> few(List<Part> parts) {
        parts.sort(Comparator.comparingDouble(Part::all));
        while (parts.size() > MOST_PARTS) {
            int shortest = 0;
            double least = Double.MAX_VALUE;
            for (int i = 0; i + 1 < parts.size(); i++) {
                double both = parts.get(i).seconds() + parts.get(i + 1).seconds();
                if (both < least) {
                    least = both;
                    shortest = i;
                }
            }
            parts.set(shortest, together(parts.get(shortest), parts.remove(shortest + 1)));
        }
        return parts;
    }

    private static Part together(Part one, Part other) {
        double seconds = one.seconds() + other.seconds();
        var means = new HashMap<String, Double>();
        one.perSecond()
                .forEach((id, rate) -> means.put(
                        id,
                        (rate * one.seconds() + other.perSecond().getOrDefault(id, 0.0) * other.seconds()) / seconds));
        return new Part(seconds, means);
    }
}
