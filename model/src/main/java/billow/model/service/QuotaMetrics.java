package billow.model.service;

import billow.model.kind.Metric;
import java.util.List;

/// What services with a quota report.
final class QuotaMetrics {
    static final List<Metric> ALL = List.of(
            new Metric("calls", "count", "Calls made, those answered from what the caller keeps included."),
            new Metric("clientCacheHits", "count", "Calls answered from what the caller keeps."),
            new Metric("throttled", "count", "Calls refused for a quota."),
            new Metric("errors", "count", "Calls that ended in a server error."),
            new Metric("concurrency", "calls", "Calls in progress."));

    private QuotaMetrics() {}
}
