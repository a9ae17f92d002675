package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Interaction;
import billow.model.archetype.RecordFilter;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;

/// What an event source mapping from a queue to a function can configure.
public final class QueueMapping {
    public static final Param.Whole BATCH_SIZE = Declare.whole(
            "batchSize", Section.CAPACITY, Unit.COUNT, "esm.batchSize", "Most messages of one invocation.");
    public static final Param.Span BATCH_WINDOW = Declare.span(
            "maximumBatchingWindowInSeconds",
            Section.CAPACITY,
            Unit.SECOND,
            "esm.window",
            "How long a batch may wait to fill up; needed for more than 10 messages.");
    public static final Param.Whole MAX_CONCURRENCY = Declare.whole(
            "maximumConcurrency",
            Section.CAPACITY,
            Unit.COUNT,
            "esm.maxConcurrency",
            "Most concurrent invocations of this mapping.");
    public static final Param.Flag PARTIAL_FAILURES = new Param.Flag(
            documented(
                    "reportBatchItemFailures",
                    Section.RELIABILITY,
                    "The function says which messages failed; only those come back."),
            false);

    public static final Param.Whole MIN_POLLERS = Declare.whole(
            "minimumPollers",
            Section.CAPACITY,
            Unit.COUNT,
            "esm.provisionedMinimum",
            "Provisioned mode: least pollers, billed by the hour; none for the usual mode, which costs nothing.");
    public static final Param.Whole MAX_POLLERS = Declare.whole(
            "maximumPollers",
            Section.CAPACITY,
            Unit.COUNT,
            "esm.provisionedMaximum",
            "Provisioned mode: most pollers; each invokes ten times at once and receives 1 MB and ten times a second.");
    public static final Param.Choice SCALING = choice(
            documented("pollerScaling", Section.CAPACITY, "How fast the usual mode takes on more batches at once."),
            "2025",
            "2025",
            "300 more a minute, up to 1250.",
            "2023",
            "60 more a minute, up to 1000, as until 2023.");
    public static final Param.Real MATCHING = new Param.Real(
            assumed(
                    "filterMatches",
                    Section.LOAD,
                    "Share of messages that pass the filter where messages say nothing; the others are deleted."),
            Unit.PERCENT,
            0,
            1,
            1.0);
    public static final Param.Document FILTER = new Param.Document(
            documented(
                    "filterCriteria",
                    Section.DATA,
                    "Event pattern that messages must match, for example {\"body\": {\"kind\": [\"order\"]}}; others are deleted."),
            "event pattern",
            null);

    private QueueMapping() {}

    static Inlet inlet() {
        return new Inlet(
                LinkKind.POLL,
                List.of(
                        BATCH_SIZE,
                        BATCH_WINDOW,
                        MAX_CONCURRENCY,
                        MIN_POLLERS,
                        MAX_POLLERS,
                        PARTIAL_FAILURES,
                        MATCHING,
                        FILTER,
                        SCALING),
                QueueMapping::poll);
    }

    private static Interaction poll(Params p) {
        return new Interaction.Poll(
                Math.toIntExact(p.get(BATCH_SIZE)),
                p.get(BATCH_WINDOW),
                p.find(MAX_CONCURRENCY).map(Long::intValue).orElse(0),
                p.get(PARTIAL_FAILURES),
                scaling(p),
                new RecordFilter(p.get(MATCHING), p.find(FILTER).orElse(null)));
    }

    private static Interaction.PollerScaling scaling(Params p) {
        var year = p.get(SCALING).equals("2023") ? "2023" : "";
        if (p.find(MIN_POLLERS).isEmpty() && p.find(MAX_POLLERS).isEmpty())
            return new Interaction.PollerScaling(
                    (int) limit("esm.pollers").standard(),
                    (int) limit("esm.pollersPerMinute" + year).standard(),
                    (int) limit("esm.pollersMaximum" + year).standard());
        int each = (int) limit("esm.provisionedConcurrency").standard();
        long least = p.find(MIN_POLLERS)
                .orElse((long) limit("esm.provisionedMinimumDefault").standard());
        long most = p.find(MAX_POLLERS)
                .orElse((long) limit("esm.provisionedMaximumDefault").standard());
        return new Interaction.PollerScaling(
                (int) least * each,
                (int) limit("esm.provisionedPerMinute").standard(),
                (int) Math.max(least, most) * each,
                each,
                Unit.MEGABYTE.toCanonical(limit("esm.provisionedBytes").standard()),
                limit("esm.provisionedCalls").standard());
    }
}
