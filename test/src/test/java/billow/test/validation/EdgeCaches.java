package billow.test.validation;

import static billow.test.validation.Lab.NOTHING;
import static billow.test.validation.Lab.SECOND;

import billow.model.design.Design;
import billow.model.value.Distribution;
import billow.simulator.run.Replication;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Caches of a distribution against what is known of caches in general.
final class EdgeCaches {
    private static final double MEGABYTE = 1 << 20;

    private EdgeCaches() {}

    static List<Comparison> all() {
        var all = new ArrayList<Comparison>();
        all.add(form(
                "O9",
                "Hits of one edge location, one object for 300 s, 0.1/s",
                "λT / (1 + λT)",
                0.967742,
                design(0.1, 1, "defaultTTL", 300 * SECOND),
                1_000,
                400_000,
                r -> Lab.share(r, "cdn", "cacheHitRate")));
        for (long seconds : new long[] {300, 10})
            all.add(form(
                    "O11",
                    "Hits of one edge location, 1000 objects by Zipf's law for %d s, 10/s".formatted(seconds),
                    "Σ pᵢ λᵢT / (1 + λᵢT)",
                    seconds == 300 ? 0.832945 : 0.426575,
                    design(10, 1, "objects", 1_000L, "objectSkew", 1.0, "defaultTTL", seconds * SECOND),
                    1_000,
                    20_000,
                    r -> Lab.share(r, "cdn", "cacheHitRate")));
        shield(all);
        bounded(all);
        return all;
    }

    private static void shield(List<Comparison> all) {
        var design = design(1, 20, "originShield", true, "defaultTTL", 60 * SECOND);
        double seconds = 100_000;
        all.add(form(
                "O12",
                "Hits of 20 edge locations, one object for 60 s, 1/s over all",
                "λᵢT / (1 + λᵢT), λᵢ = λ/20",
                0.75,
                design,
                1_000,
                seconds,
                r -> Lab.share(r, "cdn", "edgeHitRate")));
        all.add(form(
                "O12",
                "Requests per second that reach the shield behind them",
                "M = 20 λᵢ / (1 + λᵢT)",
                0.25,
                design,
                1_000,
                seconds,
                r -> (Lab.count(r, "cdn", "shieldHits") + Lab.count(r, "cdn", "originRequests")) / seconds));
        all.add(new Comparison(
                "O12",
                "Requests per second that reach the origin",
                "about M / (1 + MT): misses of many caches are nearly Poisson",
                0.015625,
                "/s",
                new Comparison.Relative(0.01),
                () -> Lab.estimate(design, 1_000, seconds, r -> Lab.count(r, "cdn", "originRequests") / seconds)));
    }

    /// An edge location that keeps 100 of 1000 objects. An object stays for the time in which 100 different ones are
    /// asked for, which hardly varies (Che, Tung, Wang, IEEE JSAC 20, 2002): good to two per cent.
    private static void bounded(List<Comparison> all) {
        int objects = 1_000;
        int kept = 100;
        double[] p = new double[objects];
        double sum = 0;
        for (int i = 0; i < objects; i++) {
            p[i] = 1.0 / (i + 1);
            sum += p[i];
        }
        for (int i = 0; i < objects; i++) p[i] /= sum;
        double low = 0;
        double high = 1e6;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (present(p, middle) < kept) low = middle;
            else high = middle;
        }
        double hits = 0;
        for (double share : p) hits += share * -Math.expm1(-share * low);
        var design = design(
                50,
                1,
                "objects",
                (long) objects,
                "objectSkew",
                1.0,
                "objectSize",
                new Distribution.Constant(MEGABYTE),
                "edgeMemory",
                (long) (kept * MEGABYTE));
        all.add(new Comparison(
                "Che",
                "Hits of an edge location that keeps 100 of 1000 objects by Zipf's law",
                "Σ pᵢ (1 − e^(−pᵢt)), Σ (1 − e^(−pᵢt)) = 100",
                hits,
                "",
                new Comparison.Relative(0.02),
                () -> Lab.estimate(design, 100, 4_000, r -> Lab.share(r, "cdn", "cacheHitRate"))));
    }

    /// Objects asked for at least once in a time in which `requests` are made.
    private static double present(double[] p, double requests) {
        double sum = 0;
        for (double share : p) sum -= Math.expm1(-share * requests);
        return sum;
    }

    private static Comparison form(
            String id,
            String what,
            String formula,
            double expected,
            Design design,
            double warmup,
            double seconds,
            ToDoubleFunction<Replication> figure) {
        return new Comparison(
                id,
                what,
                formula,
                expected,
                "",
                new Comparison.Interval(0.1),
                () -> Lab.estimate(design, warmup, seconds, figure));
    }

    private static Design design(double rate, long edges, Object... more) {
        var set = new Object[more.length + 10];
        var base = new Object[] {
            "edgeLocations",
            edges,
            "regionalEdgeCaches",
            0L,
            "edgeLatency",
            NOTHING,
            "originLatency",
            NOTHING,
            "regionalLatency",
            NOTHING
        };
        System.arraycopy(base, 0, set, 0, 10);
        System.arraycopy(more, 0, set, 10, more.length);
        return Lab.clients(rate, "keys", 1L)
                .node("cdn", "aws.cloudfront.distribution", set)
                .node("origin", "external.service", "latency", NOTHING)
                .link("clients", "cdn")
                .link("cdn", "origin")
                .done();
    }
}
