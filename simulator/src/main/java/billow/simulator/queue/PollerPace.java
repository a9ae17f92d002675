package billow.simulator.queue;

import billow.model.archetype.Interaction.PollerScaling;

/// How much provisioned pollers receive: each so many bytes and so many calls a second. What was received has to be
/// paid for with its time before anything else is; there is no credit for idle time.
/// Source: Lambda developer guide, scaling of SQS event sources, 2026; that it is evenly spread is an assumption.
final class PollerPace {
    private static final double SECOND = 1e9;

    private final PollerScaling rule;
    private long paid;

    PollerPace(PollerScaling rule) {
        this.rule = rule;
    }

    /// When the next batch can be received, by what has been received so far.
    long freeAt() {
        return paid;
    }

    /// @param places concurrent batches there is room for at present
    void received(long bytes, int calls, int places, long time) {
        double pollers = Math.max(1, (double) places / rule.perPoller());
        double seconds = Math.max(bytes / rule.bytesPerSecond(), calls / rule.callsPerSecond()) / pollers;
        paid = Math.max(paid, time) + (long) StrictMath.ceil(seconds * SECOND);
    }
}
