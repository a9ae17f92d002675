package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.MessageGroups;
import billow.model.archetype.MessageGroups.Fifo;
import billow.model.archetype.MessageGroups.Source;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a queue can configure of message groups: FIFO queues keep their order, fair queues let them take turns.
public final class QueueGroups {
    public static final Param.Flag FIFO = new Param.Flag(
            documented(
                    "fifoQueue",
                    Section.BEHAVIOUR,
                    "A FIFO queue: messages of a group are done in order, one batch after the other; repeated ones are kept once."),
            false);
    public static final Param.Choice GROUP = choice(
            assumed(
                    "messageGroupId",
                    Section.BEHAVIOUR,
                    "Which messages are of one group. With groups a standard queue is a fair queue."),
            "none",
            "none",
            "No groups; all messages of a FIFO queue are of one.",
            "key",
            "The key that the request is about.",
            "drawn",
            "One of messageGroups, by chance.");
    public static final Param.Whole GROUPS = new Param.Whole(
            assumed("messageGroups", Section.BEHAVIOUR, "Groups there are, when they are drawn."),
            Unit.COUNT,
            1,
            1_000_000,
            100L);
    public static final Param.Real SKEW = new Param.Real(
            assumed(
                    "messageGroupSkew",
                    Section.BEHAVIOUR,
                    "How unevenly drawn groups are used: exponent of a Zipf law, 0 for evenly."),
            Unit.COUNT,
            0,
            3,
            0.0);
    public static final Param.Choice THROUGHPUT = choice(
            documented(
                    "fifoThroughputLimit",
                    Section.CAPACITY,
                    "Whether the quota of a FIFO queue on sends is for all or for each partition of its groups."),
            "perQueue",
            "perQueue",
            "300 API calls a second.",
            "perMessageGroupId",
            "High throughput: 300 API calls a second for each partition.");
    public static final Param.Real REPEATED = new Param.Real(
            assumed(
                    "repeatedMessages",
                    Section.LOAD,
                    "Share of messages that repeat the one before; a FIFO queue keeps only one of them within 5 minutes."),
            Unit.PERCENT,
            0,
            1,
            0.0);

    static final List<Param<?>> PARAMS = List.of(FIFO, GROUP, GROUPS, SKEW, THROUGHPUT);

    private QueueGroups() {}

    static @Nullable MessageGroups of(Params p, String region) {
        var source = switch (p.get(GROUP)) {
            case "key" -> Source.KEY;
            case "drawn" -> Source.DRAWN;
            default -> Source.ONE;
        };
        if (!p.get(FIFO) && source == Source.ONE) return null;
        return new MessageGroups(
                source, Math.toIntExact(p.get(GROUPS)), p.get(SKEW), p.get(FIFO) ? fifo(p, region) : null);
    }

    private static Fifo fifo(Params p, String region) {
        double perPartition = limit("sqs.fifoRate").standard();
        boolean high = p.get(THROUGHPUT).equals("perMessageGroupId");
        double sends = high ? limit("sqs.fifoHighRate").in(region) : perPartition;
        return new Fifo(
                sends,
                Math.max(1, (int) Math.round(sends / perPartition)),
                perPartition,
                Declare.nanos("sqs.deduplication"));
    }

    /// What was measured from a FIFO queue to a function: mostly quick, sometimes far slower.
    static Distribution delivery() {
        return delivery("sqs.fifoToLambda", "sqs.fifoSlow");
    }

    /// Mostly quick, sometimes slow.
    ///
    /// @param quick names of the limits of quick deliveries, without their ends P50 and P99
    /// @param slow  the same of slow ones; with the end Share, how many are slow
    static Distribution delivery(String quick, String slow) {
        double share = limit(slow + "Share").standard();
        return new Distribution.Mixture(List.of(
                new Distribution.Mixture.Part(1 - share, Declare.millisBetween(quick + "P50", quick + "P99")),
                new Distribution.Mixture.Part(share, Declare.millisBetween(slow + "P50", slow + "P99"))));
    }
}
