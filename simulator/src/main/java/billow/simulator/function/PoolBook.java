package billow.simulator.function;

import billow.simulator.flow.Measure;
import billow.simulator.flow.Slices;
import billow.simulator.statistics.Gauge;
import billow.simulator.statistics.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is reported of a function.
final class PoolBook {
    private final Window window;
    private final Gauge concurrency;
    private final Slices concurrencySlices;
    private final Slices coldSlices;
    private final Slices throttleSlices;
    private long invocations;
    private long ended;
    private long errors;
    private long throttles;
    private long coldStarts;
    private long billedMillis;
    private long spillovers;
    private long initFailures;
    private long crashes;
    private long additional;
    private long additionalErrors;
    private long recursive;
    private boolean inLoop;
    long eventsReceived;
    long eventsSucceeded;
    long eventsDropped;
    long eventsDeadLettered;
    long deadLetterErrors;
    long destinationDeliveryFailures;
    private double eventAgesMillis;
    private long eventAges;

    PoolBook(Window window) {
        this.window = window;
        concurrency = new Gauge(window);
        concurrencySlices = new Slices(window.to());
        coldSlices = new Slices(window.to());
        throttleSlices = new Slices(window.to());
    }

    void started(long time, boolean cold, boolean spilled) {
        concurrency.add(time, 1);
        concurrencySlices.peak(time, concurrency.level());
        if (cold) coldSlices.add(time, 1);
        if (!window.contains(time)) return;
        invocations++;
        if (cold) coldStarts++;
        if (spilled) spillovers++;
    }

    void ended(long time, long millis, boolean failed) {
        concurrency.add(time, -1);
        concurrencySlices.peak(time, concurrency.level());
        if (!window.contains(time)) return;
        ended++;
        billedMillis += millis;
        if (failed) errors++;
    }

    /// An invocation of the alias' additional version has ended.
    void additional(long time, boolean failed) {
        if (!window.contains(time)) return;
        additional++;
        if (failed) additionalErrors++;
    }

    /// An event that has waited so long is handed over.
    void eventStarted(long waitedNanos, long time) {
        if (!window.contains(time)) return;
        eventAgesMillis += waitedNanos / 1e6;
        eventAges++;
    }

    void initFailed(long time) {
        if (window.contains(time)) initFailures++;
    }

    void crashed(long time) {
        if (window.contains(time)) crashes++;
    }

    void throttled(long time) {
        throttleSlices.add(time, 1);
        if (window.contains(time)) throttles++;
    }

    /// A loop leads back to the function: what is stopped is reported.
    void watchesLoop() {
        inLoop = true;
    }

    /// An invocation was not made because a loop has led back to the function too often.
    void stopped(long time) {
        if (window.contains(time)) recursive++;
    }

    boolean counts(long time) {
        return window.contains(time);
    }

    void close(long time) {
        concurrency.close(time);
    }

    /// Errors are reported once for each invocation that has ended, throttles once for each attempt.
    long samples(String metric) {
        return switch (metric) {
            case "errors", "crashes" -> ended;
            case "throttles" -> invocations + throttles;
            case "invocations", "coldStarts", "provisionedConcurrencySpilloverInvocations" -> invocations;
            case "additionalVersionErrors", "additionalVersionInvocations" -> additional;
            case "asyncEventsReceived",
                    "asyncEventsDropped",
                    "asyncEventsSucceeded",
                    "asyncEventsDeadLettered",
                    "deadLetterErrors",
                    "destinationDeliveryFailures" -> eventsReceived;
            default -> -1;
        };
    }

    Map<String, Slices> slices() {
        return Map.of("concurrency", concurrencySlices, "coldStarts", coldSlices, "throttles", throttleSlices);
    }

    Map<String, Measure> measures(Population environments, Provisioned provisioned, HandlerCalls sdk) {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("invocations", new Measure.Count(invocations));
        measures.put("errors", new Measure.Count(errors));
        measures.put("throttles", new Measure.Count(throttles));
        measures.put("coldStarts", new Measure.Count(coldStarts));
        measures.put("coldStartRate", new Measure.Share(coldStarts, invocations));
        measures.put("environments", environments.measure());
        measures.put("concurrency", new Measure.Level(concurrency.mean(), concurrency.max(), concurrency.level()));
        measures.put("duration", new Measure.Mean(billedMillis, invocations));
        measures.put("provisionedConcurrencySpilloverInvocations", new Measure.Count(spillovers));
        measures.put("provisionedConcurrentExecutions", provisioned.measure());
        measures.put("additionalVersionInvocations", new Measure.Count(additional));
        measures.put("additionalVersionErrors", new Measure.Count(additionalErrors));
        measures.put("initFailures", new Measure.Count(initFailures));
        measures.put("crashes", new Measure.Count(crashes));
        if (inLoop) measures.put("recursiveInvocationsDropped", new Measure.Count(recursive));
        measures.put("asyncEventsReceived", new Measure.Count(eventsReceived));
        measures.put("asyncEventsDropped", new Measure.Count(eventsDropped));
        measures.put("asyncEventsSucceeded", new Measure.Count(eventsSucceeded));
        measures.put("asyncEventsDeadLettered", new Measure.Count(eventsDeadLettered));
        if (eventsReceived > 0) {
            measures.put("asyncEventAge", new Measure.Mean(eventAgesMillis, eventAges));
            measures.put("deadLetterErrors", new Measure.Count(deadLetterErrors));
            measures.put("destinationDeliveryFailures", new Measure.Count(destinationDeliveryFailures));
        }
        provisioned.report(measures);
        sdk.measures(measures);
        return measures;
    }
}
