package billow.model.check;

import billow.model.archetype.Interaction;
import billow.model.archetype.Pipe;
import billow.model.check.Wiring.Wire;
import billow.model.service.EventPipe;
import billow.model.service.LambdaFunction;
import java.util.List;
import java.util.stream.Stream;

/// Rules about pipes: one source, at most one enrichment, one target. Source: EventBridge User Guide, "Pipes".
final class PipeRules {
    private PipeRules() {}

    static List<Finding> onePath(Wiring wiring) {
        return wiring.all(Pipe.class).keySet().stream()
                .flatMap(id -> Stream.of(
                                expected(id, "source", 1, wiring.to(id).count()),
                                expected(
                                        id,
                                        "target",
                                        1,
                                        wiring.from(id)
                                                .filter(w -> !enriches(w))
                                                .count()),
                                atMost(
                                        id,
                                        wiring.from(id)
                                                .filter(PipeRules::enriches)
                                                .count()))
                        .flatMap(List::stream))
                .toList();
    }

    /// Source: EventBridge User Guide, "Pipes enrichment": it is always waited for.
    static List<Finding> enrichmentAnswers(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> wiring.type(w.from().id(), Pipe.class) != null && enriches(w))
                .filter(w -> w.interaction() instanceof Interaction.Invoke invoke && invoke.asynchronous()
                        || w.interaction() instanceof Interaction.Start start && !start.synchronous())
                .map(w -> Finding.error(
                                "pipes.enrichment-async",
                                Paths.link(w.link().id(), LambdaFunction.INVOCATION.name()),
                                "Expected sync, because the pipe goes on with what the enrichment answers, received async.")
                        .mended(Mend.link(w, LambdaFunction.INVOCATION.name(), "sync")))
                .toList();
    }

    static List<Finding> filters(Wiring wiring) {
        return wiring.all(Pipe.class).entrySet().stream()
                .flatMap(e ->
                        MappingRules.problem(e.getValue().filter(), Paths.node(e.getKey(), EventPipe.FILTER.name())))
                .toList();
    }

    private static boolean enriches(Wire wire) {
        return Pipe.ENRICHMENT.equals(wire.plan().route());
    }

    private static List<Finding> expected(String id, String what, long wanted, long found) {
        if (found == wanted) return List.of();
        return List.of(
                Finding.error("pipes." + what, Paths.node(id), "Expected one %s, received %d.".formatted(what, found)));
    }

    private static List<Finding> atMost(String id, long found) {
        return found <= 1
                ? List.of()
                : List.of(Finding.error(
                        "pipes.enrichment",
                        Paths.node(id),
                        "Expected at most one enrichment, received %d.".formatted(found)));
    }
}
