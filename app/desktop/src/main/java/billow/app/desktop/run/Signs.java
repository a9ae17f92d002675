package billow.app.desktop.run;

import billow.app.desktop.canvas.Live;
import billow.app.desktop.canvas.Live.Badge;
import billow.app.desktop.canvas.Live.Tone;
import billow.app.desktop.document.ValueText;
import billow.model.design.Design;
import billow.model.design.Node;
import billow.simulator.flow.Measure;
import billow.simulator.run.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns the difference of two snapshots into what cards and links show: rates of the last moment, shares and levels.
/// Measures are recognised by their names, which are the same for every kind that has them.
final class Signs {
    /// Shortest simulated time between two snapshots that are compared.
    private static final long SHORTEST_NANOS = 1_000_000_000;

    private final Design design;
    private @Nullable Snapshot before;
    private Live last = Live.NONE;

    Signs(Design design) {
        this.design = design;
    }

    /// What to show now.
    Live of(Snapshot now) {
        var from = before;
        if (from != null && now.nowNanos() - from.nowNanos() < shortest(now) && now.nowNanos() < now.endNanos())
            return last;
        double seconds = (now.nowNanos() - (from == null ? 0 : from.nowNanos())) / 1e9;
        if (seconds <= 0) return last;
        var nodes = new HashMap<String, Live.OfNode>();
        for (int i = 0; i < now.nodes().size(); i++) {
            nodes.put(now.nodes().get(i).id(), node(now, from, i, seconds));
        }
        last = new Live(nodes, links(now, from, seconds));
        before = now;
        return last;
    }

    /// A hundredth of the run, so that rates do not flicker.
    private static long shortest(Snapshot now) {
        return Math.max(SHORTEST_NANOS, now.endNanos() / 150);
    }

    private Map<String, Live.OfLink> links(Snapshot now, @Nullable Snapshot from, double seconds) {
        var links = new HashMap<String, Live.OfLink>();
        for (int i = 0; i < Math.min(design.links().size(), now.sent().size()); i++) {
            var link = design.links().get(i);
            long sent = now.sent().get(i) - (from == null ? 0 : from.sent().get(i));
            links.put(link.id(), new Live.OfLink(Math.max(0, sent) / seconds, failing(now, from, link.to())));
        }
        return links;
    }

    private static double failing(Snapshot now, @Nullable Snapshot from, String node) {
        for (int i = 0; i < now.nodes().size(); i++) {
            var here = now.nodes().get(i);
            if (!here.id().equals(node)) continue;
            var old = from == null ? null : from.nodes().get(i).requests();
            long offered = here.requests().offered() - (old == null ? 0 : old.offered());
            long bad = here.requests().throttled()
                    + here.requests().failed()
                    + here.requests().timedOut();
            if (old != null) bad -= old.throttled() + old.failed() + old.timedOut();
            return offered <= 0 ? 0 : Math.clamp((double) bad / offered, 0, 1);
        }
        return 0;
    }

    private Live.OfNode node(Snapshot all, @Nullable Snapshot from, int index, double seconds) {
        var now = all.nodes().get(index);
        var old = from == null ? null : from.nodes().get(index);
        if (now.measures().get("inAlarm") instanceof Measure.Share share) return alarm(now, old, share);
        var badges = new ArrayList<Badge>();
        var rate = rate(calls(all, from, now.id()) / seconds);
        badges.add(new Badge(rate, Tone.PLAIN, rate + " requests"));
        share(now, "throttled", now.requests().throttled(), now.requests().offered(), 0, 0.001)
                .ifPresent(badges::add);
        share(now, "errors", now.requests().failed(), now.requests().offered(), 0.001, 0.01)
                .ifPresent(badges::add);
        if (now.measures().get("coldStartRate") instanceof Measure.Share(long hits, long trials) && hits > 0)
            share(now, "cold", hits, trials, 0.01, 0.1).ifPresent(badges::add);
        if (now.measures().get("cacheHitRatio") instanceof Measure.Share(long hits, long trials) && trials > 0)
            badges.add(new Badge("hit " + percent((double) hits / trials), Tone.GOOD, "cache hits"));
        level(now, "approximateNumberOfMessagesVisible", "waiting").ifPresent(badges::add);
        level(now, "concurrency", "busy").ifPresent(badges::add);
        level(now, "openExecutions", "open").ifPresent(badges::add);
        return new Live.OfNode(badges, utilisation(now, old, seconds));
    }

    /// What watches rather than answers: whether it is in alarm, and how often it went off.
    private static Live.OfNode alarm(Snapshot.NodeNow now, Snapshot.@Nullable NodeNow old, Measure.Share share) {
        var past = old != null && old.measures().get("inAlarm") instanceof Measure.Share was
                ? was
                : new Measure.Share(0, 0);
        long watched = share.trials() - past.trials();
        boolean alarming = watched > 0 && 2 * (share.hits() - past.hits()) >= watched;
        long alarms = now.measures().get("alarms") instanceof Measure.Count(long value) ? value : 0;
        var badges = new ArrayList<Badge>();
        if (alarming) badges.add(new Badge("in alarm", Tone.BAD, "in alarm"));
        else if (alarms == 0) badges.add(new Badge("no alarm", Tone.GOOD, "no alarm so far"));
        if (alarms > 0)
            badges.add(new Badge(
                    "went off " + alarms + "×",
                    alarming ? Tone.PLAIN : Tone.CAUTION,
                    alarms == 1 ? "went off once" : "went off " + alarms + " times"));
        if (share.hits() > 0) {
            var part = percent((double) share.hits() / share.trials());
            badges.add(new Badge(part, Tone.PLAIN, "in alarm " + part + " of the time"));
        }
        return new Live.OfNode(badges, -1, alarming);
    }

    private static Optional<Badge> share(
            Snapshot.NodeNow now, String word, long part, long whole, double caution, double bad) {
        if (part <= 0 || whole <= 0) return Optional.empty();
        double share = (double) part / whole;
        var tone = share >= bad ? Tone.BAD : share >= caution ? Tone.CAUTION : Tone.PLAIN;
        if (word.equals("cold") && tone == Tone.BAD) tone = Tone.CAUTION;
        var text = word + " " + percent(share);
        return Optional.of(new Badge(text, tone, text));
    }

    private static Optional<Badge> level(Snapshot.NodeNow now, String measure, String word) {
        if (!(now.measures().get(measure) instanceof Measure.Level(double mean, double max, double maxSeconds)))
            return Optional.empty();
        if (Double.isNaN(mean) || mean < 0.05) return Optional.empty();
        var text = few(mean) + " " + word;
        return Optional.of(new Badge(text, Tone.PLAIN, text + " on average, at most " + few(max)));
    }

    /// Share of the capacity that is used, negative when the node has no capacity to speak of.
    private double utilisation(Snapshot.NodeNow now, Snapshot.@Nullable NodeNow old, double seconds) {
        var node = design.nodes().get(now.id());
        if (node == null) return -1;
        if (value(node, "billingMode").filter("PROVISIONED"::equals).isPresent())
            return Math.max(
                    used(now, old, "consumedWriteCapacityUnits", node, "writeCapacityUnits", seconds),
                    used(now, old, "consumedReadCapacityUnits", node, "readCapacityUnits", seconds));
        if (value(node, "reservedConcurrentExecutions").orElse(null) instanceof Long reserved
                && reserved > 0
                && now.measures().get("concurrency")
                        instanceof Measure.Level(double busy, double most, double mostSeconds)
                && !Double.isNaN(busy)) return Math.clamp(busy / reserved, 0, 1);
        return -1;
    }

    /// The value of a parameter, where the node's kind has it and it is not absent.
    private static Optional<Object> value(Node node, String param) {
        return node.kind().param(param).flatMap(p -> node.params().find(p));
    }

    private static double used(
            Snapshot.NodeNow now,
            Snapshot.@Nullable NodeNow old,
            String consumed,
            Node node,
            String param,
            double seconds) {
        if (!(now.measures().get(consumed) instanceof Measure.Count(long units))
                || !(value(node, param).orElse(null) instanceof Long capacity)
                || capacity <= 0) return -1;
        long past = old != null && old.measures().get(consumed) instanceof Measure.Count(long was) ? was : 0;
        return Math.clamp((units - past) / seconds / capacity, 0, 1);
    }

    /// Calls that reached a node since `from`, or left it when nothing can call it; the warm-up counts.
    private double calls(Snapshot now, @Nullable Snapshot from, String node) {
        boolean source = design.linksTo(node).isEmpty();
        double calls = 0;
        for (int i = 0; i < Math.min(design.links().size(), now.sent().size()); i++) {
            var link = design.links().get(i);
            if (!(source ? link.from() : link.to()).equals(node)) continue;
            calls += now.sent().get(i) - (from == null ? 0 : from.sent().get(i));
        }
        return calls;
    }

    static String rate(double perSecond) {
        if (perSecond >= 1 || perSecond == 0) return few(perSecond) + "/s";
        return perSecond * 60 >= 1 ? few(perSecond * 60) + "/min" : few(perSecond * 3600) + "/h";
    }

    static String percent(double share) {
        double percent = share * 100;
        if (percent < 0.01) return "<0.01 %";
        return few(percent) + " %";
    }

    /// Two or three digits that count.
    static String few(double value) {
        if (value >= 100) return ValueText.grouped(Math.rint(value));
        if (value >= 10 || value == Math.rint(value)) return String.format(Locale.ROOT, "%.0f", value);
        return value >= 0.095 ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
