package billow.model.check;

import billow.model.archetype.Archetype;
import billow.model.archetype.FanOut;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.archetype.MessageBuffer;
import billow.model.archetype.ObjectStore;
import billow.model.archetype.TrafficSource;
import billow.model.check.Wiring.Wire;
import billow.model.edit.Edit;
import billow.model.quota.Limits;
import billow.model.service.Clients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rules about load that feeds on itself.
final class LoadRules {
    private static final double TOLERATED_AMPLIFICATION = 10;

    private LoadRules() {}

    /// When everything fails, each caller along a chain repeats all the attempts of those below it.
    static List<Finding> retryAmplification(Wiring wiring) {
        return RetryChain.all(wiring).stream()
                .filter(chain -> chain.attempts() > TOLERATED_AMPLIFICATION)
                .map(chain -> {
                    var finding = Finding.warning(
                            "retry.amplification",
                            Paths.node(chain.callers().getFirst()),
                            "One request can become %.0f calls of %s when everything fails (%s). Maybe retry in one place only."
                                    .formatted(chain.attempts(), chain.last(), chain.words()));
                    return retryOnce(wiring, chain).map(finding::mended).orElse(finding);
                })
                .toList();
    }

    /// Only the last caller of a chain retries, next to what fails. There is none when its attempts alone are too many.
    private static Optional<Edit> retryOnce(Wiring wiring, RetryChain chain) {
        var edits = new ArrayList<Edit>();
        var way = new ArrayList<>(chain.callers());
        way.add(chain.last());
        int kept = 0;
        for (int i = way.size() - 2; i >= 0; i--) {
            var to = way.get(i + 1);
            for (var wire : wiring.from(way.get(i)).filter(Wire::waits).toList()) {
                int attempts = wire.plan().retry().attempts(wire.interaction() instanceof Interaction.Operate);
                if (!wire.to().id().equals(to) || attempts < 2) continue;
                if (kept == 0) kept = attempts;
                else edits.add(Mend.link(wire, "retries", "none"));
            }
        }
        var first = chain.callers().getFirst();
        boolean clientsRetry = wiring.type(first, TrafficSource.class) instanceof TrafficSource clients
                && clients.retry().maxAttempts() > 1;
        if (clientsRetry && kept > 0) edits.add(Mend.node(first, Clients.RETRIES, "none"));
        if (edits.isEmpty() || kept > TOLERATED_AMPLIFICATION) return Optional.empty();
        return Optional.of(new Edit.Together("Retry in one place before " + chain.last(), edits));
    }

    /// Loops through functions and queues. Source: AWS Lambda Developer Guide, "Recursive loop detection".
    static List<Finding> recursion(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        var reported = new HashSet<Set<String>>();
        var next = new HashMap<String, List<String>>();
        for (var wire : wiring.wires())
            if (!wire.aside())
                next.computeIfAbsent(wire.from().id(), id -> new ArrayList<>())
                        .add(wire.to().id());
        for (var start : wiring.all(InstancePool.class).keySet()) {
            var loop = loop(start, next);
            if (loop.isEmpty() || !reported.add(Set.copyOf(loop))) continue;
            var way = "%s leads back to itself (%s → %s); ".formatted(start, String.join(" → ", loop), start);
            boolean seen =
                    loop.stream().allMatch(id -> tellsRounds(wiring.types().get(id)));
            findings.add(
                    Finding.warning(
                            "lambda.recursion",
                            Paths.node(start),
                            way
                                    + (seen
                                            ? "AWS stops such a loop after %d rounds."
                                                    .formatted((int) Limits.limit("lambda.recursionRounds")
                                                            .standard())
                                            : "AWS stops loops of functions, queues, topics and buckets alone, not this one.")));
        }
        return findings;
    }

    private static boolean tellsRounds(@Nullable Archetype archetype) {
        return archetype instanceof InstancePool
                || archetype instanceof MessageBuffer
                || archetype instanceof ObjectStore
                || archetype instanceof FanOut f
                        && (f.service() == FanOut.Service.TOPIC || f.service() == FanOut.Service.FIFO_TOPIC);
    }

    /// The nodes of a shortest loop through `start`, beginning with it; empty when there is none.
    private static List<String> loop(String start, Map<String, List<String>> next) {
        var before = new HashMap<String, String>();
        var open = new LinkedHashSet<>(List.of(start));
        var seen = new HashSet<String>();
        while (!open.isEmpty()) {
            var node = open.removeFirst();
            for (var to : next.getOrDefault(node, List.of())) {
                if (to.equals(start)) {
                    var loop = new ArrayList<String>();
                    for (var at = node; !at.equals(start); at = before.getOrDefault(at, start)) loop.add(at);
                    loop.add(start);
                    return loop.reversed();
                }
                if (seen.add(to)) {
                    before.put(to, node);
                    open.addLast(to);
                }
            }
        }
        return List.of();
    }

    static List<Finding> waitingFunctions(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.waits()
                        && wiring.type(w.from().id(), InstancePool.class) != null
                        && wiring.type(w.to().id(), InstancePool.class) != null)
                .map(w -> Finding.hint(
                        "lambda.waits-for-lambda",
                        w.path(),
                        "%s is billed while it waits for %s. Maybe invoke it asynchronously, or let a workflow call both."
                                .formatted(w.from().id(), w.to().id())))
                .toList();
    }
}
