package billow.simulator.queue;

import billow.model.archetype.Interaction.PollerScaling;
import billow.simulator.statistics.Window;

/// How many batches an event source mapping has in work at once: a few at first, more and more while messages wait
/// for a free place, and after a while without such a backlog less again, at the same pace.
/// Source: Lambda developer guide, scaling of SQS event sources, 2026; how it goes back is an assumption.
final class PollerRamp {
    private static final long MINUTE = 60_000_000_000L;

    /// By then a mapping has reached its bounds.
    private static final long LONG = 24 * 60 * MINUTE;

    /// How long a mapping without backlog keeps its size.
    private static final long PATIENCE = MINUTE;

    private static final double MILLISECOND = 1e6;

    private final PollerScaling rule;
    private final Window window;
    private final int most;

    /// Places times nanoseconds per minute, so that growth is a whole number each nanosecond.
    private long level;

    private long since;
    private long lastBacklog;
    private boolean backlog;
    private double pollerMillis;

    /// @param maxConcurrency own limit of the mapping, 0 for none
    /// @param window         in which pollers are billed
    PollerRamp(PollerScaling rule, int maxConcurrency, Window window) {
        this.rule = rule;
        this.window = window;
        most = maxConcurrency > 0 ? Math.min(maxConcurrency, rule.maximum()) : rule.maximum();
        level = rule.initial() * MINUTE;
    }

    /// Places at `time`.
    int places(long time) {
        settle(time);
        return (int) Math.min(most, level / MINUTE);
    }

    /// Pollers that ask for messages even when there are none.
    int pollers() {
        return rule.perPoller() > 0 ? rule.initial() / rule.perPoller() : Math.min(most, rule.initial());
    }

    /// Notes whether messages wait for a place, from `time` on.
    void backlog(boolean waiting, long time) {
        settle(time);
        if (waiting || backlog) lastBacklog = time;
        backlog = waiting;
    }

    /// When there will be one place more, if the backlog lasts; [Long#MAX_VALUE] when never.
    long growsAt(long time) {
        int places = places(time);
        if (places >= most || rule.perMinute() <= 0) return Long.MAX_VALUE;
        return time + Math.ceilDiv((places + 1) * MINUTE - level, rule.perMinute());
    }

    /// Provisioned pollers integrated over the window, up to `time`, in milliseconds; 0 for those that cost nothing.
    long pollerMillis(long time) {
        settle(time);
        return Math.round(pollerMillis);
    }

    private void settle(long time) {
        long before = level;
        long from = since;
        if (backlog) {
            level = Math.min(rule.maximum() * MINUTE, level + rule.perMinute() * Math.min(time - since, LONG));
        } else {
            from = Math.max(since, lastBacklog + PATIENCE);
            long least = Math.min(level, rule.initial() * MINUTE);
            if (time > from) level = Math.max(least, level - rule.perMinute() * Math.min(time - from, LONG));
        }
        if (rule.perPoller() > 0) bill(before, Math.min(from, time), time);
        since = time;
    }

    /// The level stays until `from`, then moves at the rule's pace until it is where it is now, and stays again.
    private void bill(long before, long from, long time) {
        long moving = Math.min(time - from, Math.abs(level - before) / Math.max(1, rule.perMinute()));
        double area = (double) before * window.overlap(since, from)
                + (before + level) / 2.0 * window.overlap(from, from + moving)
                + (double) level * window.overlap(from + moving, time);
        pollerMillis += area / MINUTE / rule.perPoller() / MILLISECOND;
    }
}
