package billow.simulator.delivery;

import billow.model.archetype.FanOut;
import billow.simulator.flow.Measure;
import billow.simulator.statistics.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is counted at a fan-out. Every delivery that begins is taken by its target, dead-lettered, dropped or still
/// under way.
final class FanOutBook {
    private final Window window;
    private final Tally begun = new Tally();
    private final Tally taken = new Tally();
    private final Tally deadLettered = new Tally();
    private final Tally dropped = new Tally();
    private long open;
    private long beyond;
    private long underWay;
    private long published;
    private long repeated;
    private long replayed;
    private long toReplay;
    private long refused;
    private long matched;
    private long filtered;
    private long attempts;
    private long retries;
    private long failures;
    private long late;
    private long firsts;
    private double firstMillis;

    FanOutBook(Window window) {
        this.window = window;
    }

    /// Messages have come in.
    void published(long messages, long time) {
        if (window.contains(time)) published += messages;
    }

    /// A message repeats another and is not delivered.
    void repeated(long time) {
        if (window.contains(time)) repeated++;
    }

    void replayed(long time) {
        if (window.contains(time)) replayed++;
    }

    /// Events that a replay had not come to.
    void toReplay(long events) {
        toReplay = events;
    }

    /// Messages were refused for the quota.
    void refused(long messages, long time) {
        if (window.contains(time)) refused += messages;
    }

    /// A message was compared with the filters of all links.
    ///
    /// @param passed links that deliver it
    void matched(int passed, int links, long time) {
        if (!window.contains(time)) return;
        if (passed > 0) matched++;
        filtered += links - passed;
    }

    /// What begins with the end of the run is none of its business.
    void begins(long time) {
        open++;
        if (time >= window.to()) beyond++;
        else begun.count(window, time);
    }

    void late(long time) {
        if (window.contains(time)) late++;
    }

    /// @param nanos since the publish
    void first(long nanos, long time) {
        attempt(time);
        if (!window.contains(time)) return;
        firsts++;
        firstMillis += nanos / 1e6;
    }

    void retry(long time) {
        attempt(time);
        if (window.contains(time)) retries++;
    }

    private void attempt(long time) {
        if (window.contains(time)) attempts++;
    }

    void failed(long time) {
        if (window.contains(time)) failures++;
    }

    void taken(long time) {
        ends(taken, time);
    }

    void deadLettered(long time) {
        ends(deadLettered, time);
    }

    void dropped(long time) {
        ends(dropped, time);
    }

    /// What ends beyond the run, because it was heard of ahead of time, is under way.
    private void ends(Tally fate, long time) {
        open--;
        if (time >= window.to()) underWay++;
        else fate.count(window, time);
    }

    /// Closes the books.
    void end() {
        underWay += open - beyond;
        open = 0;
        beyond = 0;
        long gone = taken.total + deadLettered.total + dropped.total;
        if (begun.total - gone != underWay)
            throw new IllegalStateException("Fan-out: %d deliveries began and %d ended, but %d are under way."
                    .formatted(begun.total, gone, underWay));
    }

    Map<String, Measure> measures(FanOut.Service service) {
        var measures = new LinkedHashMap<String, Measure>();
        switch (service) {
            case TOPIC, FIFO_TOPIC -> topic(measures);
            case BUS -> bus(measures);
            case BROKER -> broker(measures);
            case SCHEDULE -> schedule(measures);
        }
        deliveries(measures);
        return measures;
    }

    /// What became of all deliveries.
    void deliveries(Map<String, Measure> measures) {
        // Those that were under way when the window opened are among those offered.
        put(measures, "deliveriesOffered", taken.within + deadLettered.within + dropped.within + underWay);
        put(measures, "deliveriesBegun", begun.within);
        put(measures, "deliveriesTaken", taken.within);
        put(measures, "deliveriesDeadLettered", deadLettered.within);
        put(measures, "deliveriesDropped", dropped.within);
        put(measures, "deliveriesUnderWay", underWay);
    }

    private void topic(Map<String, Measure> measures) {
        put(measures, "numberOfMessagesPublished", published);
        put(measures, "publishThrottled", refused);
        put(measures, "messagesDeduplicated", repeated);
        put(measures, "numberOfNotificationsDelivered", taken.within);
        put(measures, "numberOfNotificationsFailed", deadLettered.within + dropped.within);
        put(measures, "numberOfNotificationsFilteredOut", filtered);
        put(measures, "numberOfNotificationsRedrivenToDlq", deadLettered.within);
        put(measures, "deliveryRetries", retries);
        measures.put("timeToDelivery", new Measure.Mean(firstMillis, firsts));
    }

    private void broker(Map<String, Measure> measures) {
        put(measures, "publishInSuccess", published);
        put(measures, "publishInThrottle", refused);
        put(measures, "ruleMessageThrottled", late);
        put(measures, "topicMatch", begun.within);
        put(measures, "success", taken.within);
        put(measures, "failure", deadLettered.within + dropped.within);
        put(measures, "actionRetries", retries);
        measures.put("timeToAction", new Measure.Mean(firstMillis, firsts));
    }

    private void bus(Map<String, Measure> measures) {
        put(measures, "putEventsEntriesCount", published);
        put(measures, "eventsReplayed", replayed);
        put(measures, "eventsToReplay", toReplay);
        put(measures, "putEventsThrottled", refused);
        put(measures, "matchedEvents", matched);
        put(measures, "triggeredRules", begun.within);
        put(measures, "invocations", taken.within);
        put(measures, "throttledRules", late);
        put(measures, "retryInvocationAttempts", retries);
        put(measures, "failedInvocations", deadLettered.within + dropped.within);
        put(measures, "invocationsSentToDlq", deadLettered.within);
        measures.put("ingestionToInvocationStartLatency", new Measure.Mean(firstMillis, firsts));
    }

    private void schedule(Map<String, Measure> measures) {
        put(measures, "invocationAttemptCount", attempts);
        put(measures, "invocationsDelivered", taken.within);
        put(measures, "invocationThrottleCount", late);
        put(measures, "targetErrorCount", failures);
        put(measures, "invocationDroppedCount", dropped.within);
        put(measures, "invocationsSentToDeadLetterCount", deadLettered.within);
        measures.put("timeToInvocation", new Measure.Mean(firstMillis, firsts));
    }

    private static void put(Map<String, Measure> measures, String name, long count) {
        measures.put(name, new Measure.Count(count));
    }

    /// How often something happened.
    private static final class Tally {
        private long total;
        private long within;

        void count(Window window, long time) {
            total++;
            if (window.contains(time)) within++;
        }
    }
}
