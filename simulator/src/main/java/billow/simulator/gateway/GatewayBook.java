package billow.simulator.gateway;

import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Slices;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an API reports: answers by class, and what each stage of its pipeline refused.
final class GatewayBook {
    private final Slices throttledSlices;
    private Recorder book;
    private long clientErrors;
    private long serverErrors;
    private long throttled;
    private long integrations;
    private long integrationMicros;
    private long unauthorised;
    private long asked;
    private long overQuota;
    private long invalid;
    private long canaries;

    GatewayBook(Recorder book) {
        this.book = book;
        throttledSlices = new Slices(book.window().to());
    }

    void begin(Recorder recorder) {
        book = recorder;
    }

    Recorder recorder() {
        return book;
    }

    void throttled(long time) {
        if (book.counts(time)) throttled++;
        throttledSlices.add(time, 1);
    }

    void unauthorised(long time) {
        if (book.counts(time)) unauthorised++;
    }

    void asked(long time) {
        if (book.counts(time)) asked++;
    }

    void overQuota(long time) {
        if (book.counts(time)) overQuota++;
    }

    void invalid(long time) {
        if (book.counts(time)) invalid++;
    }

    void canary(long time) {
        if (book.counts(time)) canaries++;
    }

    void integrated(long nanos, long time) {
        if (!book.counts(time)) return;
        integrations++;
        integrationMicros += nanos / 1000;
    }

    void answered(Outcome outcome, long time) {
        if (!book.counts(time)) return;
        if (outcome == Outcome.THROTTLED || outcome == Outcome.CLIENT_ERROR) clientErrors++;
        else if (outcome != Outcome.OK) serverErrors++;
    }

    Map<String, Slices> slices() {
        return Map.of("throttled", throttledSlices);
    }

    /// The figures every API has.
    LinkedHashMap<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("count", new Measure.Count(book.offered()));
        measures.put("4XXError", new Measure.Count(clientErrors));
        measures.put("5XXError", new Measure.Count(serverErrors));
        measures.put("throttled", new Measure.Count(throttled));
        measures.put(
                "latency",
                new Measure.Mean(
                        book.latency().count() == 0
                                ? 0
                                : book.latency().meanMs() * book.latency().count(),
                        book.latency().count()));
        measures.put("integrationLatency", new Measure.Mean(integrationMicros / 1000.0, integrations));
        return measures;
    }

    void cache(Map<String, Measure> measures, @Nullable StageCache cache) {
        if (cache == null) return;
        measures.put("cacheHitCount", new Measure.Count(cache.hits()));
        measures.put("cacheMissCount", new Measure.Count(cache.misses()));
        measures.put("cacheHitRatio", new Measure.Share(cache.hits(), cache.hits() + cache.misses()));
    }

    void authoriser(Map<String, Measure> measures, @Nullable Authoriser authoriser) {
        if (authoriser != null) authoriser.measures(measures, unauthorised, asked);
    }

    void plan(Map<String, Measure> measures) {
        measures.put("quotaExceeded", new Measure.Count(overQuota));
    }

    void validation(Map<String, Measure> measures) {
        measures.put("invalidRequests", new Measure.Count(invalid));
    }

    void canary(Map<String, Measure> measures) {
        measures.put("canaryRequests", new Measure.Count(canaries));
    }
}
