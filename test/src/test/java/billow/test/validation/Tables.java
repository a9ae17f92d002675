package billow.test.validation;

import static billow.test.validation.Lab.NOTHING;
import static billow.test.validation.Lab.SECOND;

import billow.model.design.Design;
import billow.model.value.Distribution;
import billow.model.value.Distribution.Constant;
import billow.simulator.run.Designs;
import billow.simulator.run.Replication;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Capacity of tables, their indexes, and the caches before them.
final class Tables {
    private static final Distribution KILOBYTE = new Constant(1024);

    private Tables() {}

    static List<Comparison> all() {
        var all = new ArrayList<Comparison>();
        burst(all);
        ceilings(all);
        transactions(all);
        caches(all);
        return all;
    }

    /// Writes by a function that takes no time, with as many attempts as calls.
    private static Designs function(double rate, Object... clients) {
        return Lab.clients(rate, clients)
                .node(
                        "f",
                        "aws.lambda.function",
                        "duration",
                        NOTHING,
                        "coldDuration",
                        NOTHING,
                        "invokeOverhead",
                        NOTHING,
                        "timeout",
                        900 * SECOND)
                .link("clients", "f");
    }

    private static Design writes(Designs function, Object... table) {
        return function.node("table", "aws.dynamodb.table", table)
                .link("f", "table", "operation", "putItem", "itemSize", KILOBYTE, "retries", "none")
                .done();
    }

    private static Comparison exact(
            String id,
            String what,
            String source,
            double expected,
            double distance,
            Design design,
            double warmup,
            double seconds,
            ToDoubleFunction<Replication> figure) {
        return new Comparison(
                id,
                what,
                source,
                expected,
                "",
                new Comparison.Absolute(distance),
                () -> Lab.estimate(design, warmup, seconds, figure));
    }

    private static void burst(List<Comparison> all) {
        var design = writes(
                function(150, "arrivals", "constant", "keys", 1L),
                "billingMode",
                "PROVISIONED",
                "writeCapacityUnits",
                100L);
        all.add(exact(
                "O20",
                "Throttled in the first 595 s: 100 units, full credit, 150 writes a second",
                "credit lasts 300 R / (D − R) = 600 s",
                0,
                0,
                design,
                0,
                595,
                Tables::throttled));
        all.add(exact(
                "O20",
                "Throttled from 605 s to 800 s",
                "1 − R / D",
                1 / 3.0,
                0.002,
                design,
                605,
                195,
                Tables::throttled));
        var indexed = writes(
                function(150, "arrivals", "constant", "keys", 1L),
                "billingMode",
                "PROVISIONED",
                "writeCapacityUnits",
                200L,
                "globalSecondaryIndexes",
                JsonMapper.shared().readTree("{\"byDay\": {\"writeCapacityUnits\": 100}}"));
        all.add(exact(
                "§5.3",
                "Throttled from 605 s to 800 s by an index of 100 units, table of 200",
                "an index without units throttles its table",
                1 / 3.0,
                0.002,
                indexed,
                605,
                195,
                Tables::throttled));
    }

    /// Share of the writes that were throttled, those included whose answer comes after the end.
    private static double throttled(Replication run) {
        return Lab.count(run, "table", "writeThrottleEvents")
                / Lab.node(run, "table").offered();
    }

    private static void ceilings(List<Comparison> all) {
        all.add(exact(
                "§7",
                "Taken of 3600 writes in one second by a table of 60 units with full credit",
                "a partition takes 1000 a second",
                1000.0 / 3600,
                0.001,
                writes(
                        function(3600, "arrivals", "constant", "keys", 1L),
                        "billingMode",
                        "PROVISIONED",
                        "writeCapacityUnits",
                        60L),
                0,
                1,
                r -> 1 - throttled(r)));
        all.add(exact(
                "§5.3",
                "Taken of 1500 writes a second to one key of an on-demand table",
                "a key takes 1000 a second",
                2 / 3.0,
                0.001,
                writes(function(1500, "arrivals", "constant", "keys", 1L)),
                0,
                20,
                r -> 1 - throttled(r)));
        all.add(exact(
                "§7",
                "Throttled of 4000 writes a second to many keys of a new on-demand table",
                "measured in 2019: none",
                0,
                0,
                writes(function(3990, "arrivals", "constant", "keys", 1_000_000L, "keySkew", 0.0)),
                0,
                10,
                Tables::throttled));
    }

    private static void transactions(List<Comparison> all) {
        var design = function(0.5, "keys", 1L)
                .node("table", "aws.dynamodb.table", "transactLatency", new Constant(1e9))
                .link("f", "table", "operation", "transactWriteItems")
                .done();
        all.add(new Comparison(
                "O1",
                "Transactions of a second on one item, 0.5/s, that meet another",
                "Erlang B(1, 0.5)",
                1 / 3.0,
                "",
                new Comparison.Interval(0.1),
                () -> Lab.estimate(
                        design,
                        100,
                        20_000,
                        r -> Lab.count(r, "table", "transactionConflict")
                                / Lab.node(r, "table").offered())));
    }

    private static void caches(List<Comparison> all) {
        all.add(hits("O9", "one key, 0.1/s", "λT / (1 + λT)", 0.967742, 0.1, 300, 1, null, 1_000, 200_000));
        all.add(hits(
                "O11",
                "1000 keys by Zipf's law, 10/s",
                "Σ pᵢ λᵢT / (1 + λᵢT)",
                0.832945,
                10,
                300,
                1_000,
                null,
                1_000,
                10_000));
        all.add(hits(
                "O11",
                "1000 keys by Zipf's law, 10/s",
                "Σ pᵢ λᵢT / (1 + λᵢT)",
                0.426575,
                10,
                10,
                1_000,
                null,
                100,
                10_000));
        all.add(new Comparison(
                "Che",
                "Hits of DAX with room for 100 of 1000 items by Zipf's law",
                "Che's approximation of LRU",
                che(1_000, 100),
                "",
                new Comparison.Relative(0.01),
                () -> Lab.estimate(
                        cached(100, 0, 1_000, 100L * 1024), 100, 1_000, r -> Lab.share(r, "dax", "cacheHitRatio"))));
    }

    private static Comparison hits(
            String id,
            String what,
            String formula,
            double expected,
            double rate,
            long ttl,
            long keys,
            @Nullable Long memory,
            double warmup,
            double seconds) {
        return new Comparison(
                id,
                "Hits of DAX for %d s, %s".formatted(ttl, what),
                formula,
                expected,
                "",
                new Comparison.Interval(0.1),
                () -> Lab.estimate(
                        cached(rate, ttl, keys, memory), warmup, seconds, r -> Lab.share(r, "dax", "cacheHitRatio")));
    }

    private static Design cached(double rate, long ttlSeconds, long keys, @Nullable Long memory) {
        Object[] set = memory == null
                ? new Object[] {"recordTtl", ttlSeconds * SECOND}
                : new Object[] {"recordTtl", ttlSeconds * SECOND, "cacheMemory", memory};
        return function(rate, "keys", keys, "keySkew", 1.0)
                .node("dax", "aws.dax.cluster", set)
                .node("table", "aws.dynamodb.table", "readLatency", NOTHING)
                .link("f", "dax", "operation", "getItem", "itemSize", KILOBYTE)
                .link("dax", "table")
                .done();
    }

    /// Hit ratio of an LRU cache under Zipf's law with exponent 1. Che, Tung, Wang, IEEE JSAC 20 (2002), 1305–1314.
    private static double che(int keys, double places) {
        double harmonic = 0;
        for (int i = 1; i <= keys; i++) harmonic += 1.0 / i;
        double low = 0;
        double high = 1e6;
        for (int round = 0; round < 200; round++) {
            double time = (low + high) / 2;
            double held = 0;
            for (int i = 1; i <= keys; i++) held += 1 - Math.exp(-time / (i * harmonic));
            if (held < places) low = time;
            else high = time;
        }
        double ratio = 0;
        for (int i = 1; i <= keys; i++) ratio += (1 - Math.exp(-low / (i * harmonic))) / (i * harmonic);
        return ratio;
    }
}
