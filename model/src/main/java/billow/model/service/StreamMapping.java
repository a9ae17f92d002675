package billow.model.service;

import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Interaction;
import billow.model.archetype.RecordFilter;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.NodeKind;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;
import java.util.Optional;

/// What an event source mapping from a stream to a function can configure.
public final class StreamMapping {
    public static final Param.Whole BATCH_SIZE = Declare.whole(
            "batchSize", Section.CAPACITY, Unit.COUNT, "esm.stream.batchSize", "Most records of one invocation.");
    public static final Param.Span BATCH_WINDOW = Declare.span(
            "maximumBatchingWindowInSeconds",
            Section.CAPACITY,
            Unit.SECOND,
            "esm.window",
            "How long a batch may wait to fill up, from the end of the invocation before.");
    public static final Param.Whole PARALLELIZATION = Declare.whole(
            "parallelizationFactor",
            Section.CAPACITY,
            Unit.COUNT,
            "esm.stream.parallelization",
            "Batches of one shard that may be in work at once; records of one key stay in order.");
    public static final Param.Whole RETRIES = Declare.whole(
            "maximumRetryAttempts",
            Section.RELIABILITY,
            Unit.COUNT,
            "esm.stream.retries",
            "Retries after a function error before a batch is given up; -1 for no end. The shard waits meanwhile.");
    public static final Param.Whole MAX_AGE = Declare.whole(
            "maximumRecordAgeInSeconds",
            Section.RELIABILITY,
            Unit.SECOND,
            "esm.stream.maxAge",
            "Age at which a record is given up; -1 for never, though it expires with the stream's retention.");
    public static final Param.Span ENABLED_FROM = new Param.Span(
            assumed(
                    "enabledFrom",
                    Section.BEHAVIOUR,
                    "When the mapping begins to read, from the beginning of the run on; the stream may hold records by then."),
            Unit.SECOND,
            0,
            (long) Unit.DAY.toCanonical(366),
            0L);
    public static final Param.Choice STARTING_POSITION = choice(
            documented(
                    "startingPosition",
                    Section.BEHAVIOUR,
                    "With which records a mapping begins; it matters when there are some before it is enabled."),
            "LATEST",
            "LATEST",
            "With those written from then on.",
            "TRIM_HORIZON",
            "With the oldest that the stream keeps.",
            "AT_TIMESTAMP",
            "With those written from a moment on; not of tables.");
    public static final Param.Span TIMESTAMP = new Param.Span(
            documented(
                    "startingPositionTimestamp",
                    Section.BEHAVIOUR,
                    "The moment of AT_TIMESTAMP, from the beginning of the run on."),
            Unit.SECOND,
            0,
            (long) Unit.DAY.toCanonical(366),
            0L);
    public static final Param.Flag BISECT = new Param.Flag(
            documented(
                    "bisectBatchOnFunctionError",
                    Section.RELIABILITY,
                    "A failed batch is halved to find the record that fails; halving uses no retries."),
            false);
    public static final Param.Flag PARTIAL_FAILURES = new Param.Flag(
            documented(
                    "reportBatchItemFailures",
                    Section.RELIABILITY,
                    "The function says which record failed first; the mapping goes on from there."),
            false);
    public static final Param.Span TUMBLING_WINDOW = Declare.span(
            "tumblingWindowInSeconds",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "esm.stream.tumblingWindow",
            "Length of the windows over which the function keeps state; each ends with an invocation of its own; 0 for none.");
    public static final Param.Real MATCHING = new Param.Real(
            assumed("filterMatches", Section.LOAD, "Share of records that pass the filter; the others are skipped."),
            Unit.PERCENT,
            0,
            1,
            1.0);
    public static final Param.Document FILTER = new Param.Document(
            documented(
                    "filterCriteria",
                    Section.DATA,
                    "Event pattern that records must match, for example {\"data\": {\"kind\": [\"order\"]}}; others are skipped."),
            "event pattern",
            null);
    public static final Param.Real POISON = new Param.Real(
            assumed("poisonRecords", Section.RELIABILITY, "Share of records that fail however often they are tried."),
            Unit.PERCENT,
            0,
            1,
            0.0);

    private StreamMapping() {}

    static Inlet inlet() {
        return new Inlet(
                LinkKind.STREAM,
                List.of(
                        BATCH_SIZE,
                        BATCH_WINDOW,
                        PARALLELIZATION,
                        RETRIES,
                        MAX_AGE,
                        BISECT,
                        PARTIAL_FAILURES,
                        TUMBLING_WINDOW,
                        MATCHING,
                        FILTER,
                        POISON,
                        STARTING_POSITION,
                        TIMESTAMP,
                        ENABLED_FROM),
                StreamMapping::read);
    }

    /// Whether a stream can tell a node of this kind of batches that were given up.
    static boolean reports(LinkKind kind, NodeKind to) {
        return kind != LinkKind.ON_FAILURE
                || to instanceof SqsQueue
                || to instanceof SnsTopic
                || to instanceof S3Bucket;
    }

    static Optional<String> refusal(LinkKind kind, NodeKind to) {
        if (reports(kind, to)) return Optional.empty();
        return Optional.of(
                "Expected a queue, a topic or a bucket that is told of batches that were given up, received %s.\nMaybe put a queue between them."
                        .formatted(to.name()));
    }

    private static Interaction read(Params p) {
        long age = p.get(MAX_AGE);
        return new Interaction.Read(
                Math.toIntExact(p.get(BATCH_SIZE)),
                p.get(BATCH_WINDOW),
                Math.toIntExact(p.get(PARALLELIZATION)),
                Math.toIntExact(p.get(RETRIES)),
                age < 0 ? -1 : (long) Unit.SECOND.toCanonical(age),
                p.get(BISECT),
                p.get(PARTIAL_FAILURES),
                p.get(TUMBLING_WINDOW),
                p.get(MATCHING),
                p.get(POISON),
                p.get(KinesisStream.CONSUMER).equals("enhancedFanOut"),
                new RecordFilter(p.get(MATCHING), p.find(FILTER).orElse(null)),
                start(p));
    }

    private static Interaction.Read.Start start(Params p) {
        long enabled = p.get(ENABLED_FROM);
        return new Interaction.Read.Start(
                enabled,
                switch (p.get(STARTING_POSITION)) {
                    case "TRIM_HORIZON" -> 0;
                    case "AT_TIMESTAMP" -> p.get(TIMESTAMP);
                    default -> enabled;
                });
    }
}
