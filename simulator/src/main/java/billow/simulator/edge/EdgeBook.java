package billow.simulator.edge;

import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.statistics.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a distribution reports about itself; only what happens within the window counts.
final class EdgeBook {
    private static final double MEGABYTE = 1024.0 * 1024;

    private final Window window;
    private final long[] hits = new long[3];
    private long misses;
    private long collapsed;
    private long passed;
    private long asked;
    private long answers;
    private double answerMillis;
    private long timeouts;
    private long failovers;
    private long stale;
    private long clientErrors;
    private long serverErrors;
    private long ended;
    private double bytes;

    EdgeBook(Window window) {
        this.window = window;
    }

    /// @param kind 0 edge location, 1 regional cache, 2 shield
    void hit(int kind, long time) {
        if (window.contains(time)) hits[kind]++;
    }

    void missed(long time) {
        if (window.contains(time)) misses++;
    }

    void collapsed(long time) {
        if (window.contains(time)) collapsed++;
    }

    /// A request that is not looked up.
    void passed(long time) {
        if (window.contains(time)) passed++;
    }

    void asked(long time) {
        if (window.contains(time)) asked++;
    }

    void answered(long time, long nanos) {
        if (!window.contains(time)) return;
        answers++;
        answerMillis += nanos / 1e6;
    }

    void timedOut(long time) {
        if (window.contains(time)) timeouts++;
    }

    void failedOver(long time) {
        if (window.contains(time)) failovers++;
    }

    /// An answer with an object past its time.
    void stale(long time) {
        if (window.contains(time)) stale++;
    }

    void ended(Outcome outcome, long size, long time) {
        if (!window.contains(time)) return;
        ended++;
        bytes += size;
        if (outcome == Outcome.THROTTLED || outcome == Outcome.CLIENT_ERROR) clientErrors++;
        else if (outcome != Outcome.OK) serverErrors++;
    }

    Map<String, Measure> measures(long requests, int held) {
        long looked = hits[0] + hits[1] + hits[2] + misses + collapsed;
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("requests", new Measure.Count(requests));
        measures.put("bytesDownloaded", new Measure.Count((long) (bytes / MEGABYTE)));
        measures.put("cacheHitRate", new Measure.Share(hits[0] + hits[1] + hits[2], looked));
        measures.put("edgeHitRate", new Measure.Share(hits[0], looked));
        measures.put("regionalHits", new Measure.Count(hits[1]));
        measures.put("shieldHits", new Measure.Count(hits[2]));
        measures.put("collapsed", new Measure.Count(collapsed));
        measures.put("notCacheable", new Measure.Count(passed));
        measures.put("originRequests", new Measure.Count(asked));
        measures.put("originLatency", new Measure.Mean(answerMillis, answers));
        measures.put("originTimeouts", new Measure.Count(timeouts));
        measures.put("originFailovers", new Measure.Count(failovers));
        measures.put("staleAnswers", new Measure.Count(stale));
        measures.put("4xxErrorRate", new Measure.Share(clientErrors, ended));
        measures.put("5xxErrorRate", new Measure.Share(serverErrors, ended));
        measures.put("objectsCached", new Measure.Count(held));
        return measures;
    }
}
