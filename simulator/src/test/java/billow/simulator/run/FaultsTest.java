package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import billow.model.check.FaultRules;
import billow.model.design.Design;
import billow.model.fault.Fault;
import billow.model.fault.FaultText;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution.Constant;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.kernel.Checks;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What scheduled faults do, counted by hand.
class FaultsTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private static Replication run(Design design, double seconds, String... faults) {
        return run(design, seconds, true, faults).replications().getFirst();
    }

    private static RunResult run(Design design, double seconds, boolean folding, String... faults) {
        var settings = RunSettings.DEFAULT
                .lasting((long) (seconds * SECOND))
                .warmingUp(0L)
                .replicated(1)
                .folded(folding)
                .checked(Checks.FULL);
        var all = Arrays.stream(faults).map(f -> fault(design, f)).toList();
        return Simulation.run(Blueprint.of(design, TraceSource.NONE, all), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static Fault fault(Design design, String text) {
        assertThat(FaultRules.complaint(design, text)).isEmpty();
        try {
            return FaultText.parse(text);
        } catch (FaultText.BadFault e) {
            throw new AssertionError(e.message(), e);
        }
    }

    private static NodeRun node(Replication run, String id) {
        return run.nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long count(Replication run, String id, String metric) {
        return ((Measure.Count) node(run, id).measures().get(metric)).value();
    }

    private static Designs steady(double rate, Object... more) {
        Object[] set = new Object[more.length + 6];
        System.arraycopy(new Object[] {"rate", rate, "network", NOTHING, "arrivals", "constant"}, 0, set, 0, 6);
        System.arraycopy(more, 0, set, 6, more.length);
        return Designs.draw().node("clients", "traffic.clients", set);
    }

    private static Designs function(Designs designs, Object... more) {
        Object[] set = new Object[more.length + 8];
        Object[] plain = {
            "initDuration", NOTHING, "sandboxTime", NOTHING, "firstRunPenalty", NOTHING, "invokeOverhead", NOTHING
        };
        System.arraycopy(plain, 0, set, 0, 8);
        System.arraycopy(more, 0, set, 8, more.length);
        return designs.node("f", "aws.lambda.function", set);
    }

    private static Design one(double rate, long handlerMillis, Object... more) {
        Object[] set = Arrays.copyOf(new Object[] {"duration", new Constant(handlerMillis * MILLI)}, more.length + 2);
        System.arraycopy(more, 0, set, 2, more.length);
        return function(steady(rate), set).link("clients", "f").done();
    }

    @Test
    void aKilledFunctionLosesWhatRunsIsDownAndStartsCold() {
        var run = run(one(10, 150), 30, "kill f at 10s for 5s");
        // Every 100 ms for five seconds, and the one that was under way for 100 ms.
        assertThat(node(run, "f").outcome(Outcome.SERVICE_ERROR)).isEqualTo(51);
        assertThat(count(run, "f", "coldStarts")).isEqualTo(4);
        assertThat(node(run, "f").outcome(Outcome.OK) + 51)
                .isBetween(node(run, "f").offered() - 2, node(run, "f").offered());
    }

    @Test
    void aFunctionKilledForAMomentIsUpAtOnce() {
        var run = run(one(10, 150), 30, "kill f at 10s");
        assertThat(node(run, "f").outcome(Outcome.SERVICE_ERROR)).isEqualTo(1);
        assertThat(count(run, "f", "coldStarts")).isEqualTo(4);
    }

    @Test
    void aKilledHandlerStopsCallingOthers() {
        var design = function(steady(1), "duration", NOTHING, "timeout", 60 * SECOND)
                .node("slow", "external.service", "latency", new Constant(800 * MILLI))
                .node("next", "external.service", "latency", NOTHING)
                .link("clients", "f")
                .link("f", "slow")
                .link("f", "next")
                .done();
        var run = run(design, 20.95, "kill f at 10500ms");
        assertThat(node(run, "slow").offered()).isEqualTo(node(run, "f").offered());
        assertThat(node(run, "next").offered()).isEqualTo(node(run, "f").outcome(Outcome.OK));
        assertThat(node(run, "f").outcome(Outcome.SERVICE_ERROR)).isEqualTo(1);
    }

    @Test
    void aCutLinkLeavesCallersWaiting() {
        var design = steady(10, "timeout", SECOND)
                .node("outside", "external.service", "latency", NOTHING)
                .link("clients", "outside")
                .done();
        var run = run(design, 30, "cut clients->outside at 10s for 5s");
        assertThat(count(run, "clients", "timeouts")).isEqualTo(50);
        assertThat(node(run, "outside").offered())
                .isEqualTo(node(run, "clients").offered() - 50);
        assertThat(node(run, "clients").latency().maxMs()).isEqualTo(1_000);
    }

    @Test
    void whatIsSlowTakesLongerForAsLongAsItLasts() {
        var design = steady(10)
                .node("outside", "external.service", "latency", new Constant(100 * MILLI))
                .link("clients", "outside")
                .done();
        for (var fault : List.of(
                "slow outside by 3x at 10s for 10s",
                "slow outside by 200ms at 10s for 10s",
                "slow clients->outside by 200ms at 10s for 10s")) {
            var latency = run(design, 30, fault).requests().all().latency();
            assertThat(latency.maxMs()).as(fault).isEqualTo(300);
            assertThat(latency.minMs()).as(fault).isEqualTo(100);
            assertThat(latency.meanMs()).as(fault).isBetween(165.0, 168.0);
        }
    }

    @Test
    void aSlowFunctionIsBilledForIt() {
        var before = node(run(one(10, 100), 30), "f");
        var slow = node(run(one(10, 100), 30, "slow f by 2x at 10s for 10s"), "f");
        var counter = billow.model.archetype.Counter.BILLED_MILLIS;
        assertThat(slow.get(counter) - before.get(counter)).isBetween(9_900.0, 10_100.0);
    }

    @Test
    void aLowerQuotaThrottlesTheRest() {
        var design = steady(10)
                .node("outside", "external.service", "latency", NOTHING)
                .link("clients", "outside")
                .done();
        // A bucket of 5 that fills with 5/s and gives 10/s lasts a second; from then on every other call is refused.
        var run = run(design, 30, "limit outside to 5/s at 10s for 10s");
        assertThat(node(run, "outside").outcome(Outcome.THROTTLED)).isBetween(44L, 46L);
        var busy = one(10, 950);
        assertThat(node(run(busy, 30, "limit f to 5 at 10s for 10s"), "f").outcome(Outcome.THROTTLED))
                .isBetween(45L, 55L);
        assertThat(node(run(busy, 30, "limit account to 5 at 10s for 10s"), "f").outcome(Outcome.THROTTLED))
                .isBetween(45L, 55L);
    }

    @Test
    void aFlushedCacheIsFilledAgain() {
        var design = steady(10, "keys", 1L)
                .node("api", "aws.apigateway.rest", "cacheClusterSize", "0.5", "cacheTtlInSeconds", 3_600 * SECOND)
                .node("origin", "external.service", "latency", NOTHING)
                .link("clients", "api")
                .link("api", "origin")
                .done();
        assertThat(node(run(design, 30), "origin").offered()).isEqualTo(1);
        assertThat(node(run(design, 30, "flush api at 10s", "flush api at 20s"), "origin")
                        .offered())
                .isEqualTo(3);
    }

    @Test
    void aFlushedDataCacheReadsItsTableAgain() {
        var design = steady(10, "keys", 1L)
                .node("dax", "aws.dax.cluster")
                .node("table", "aws.dynamodb.table")
                .link("clients", "dax")
                .link("dax", "table")
                .done();
        assertThat(node(run(design, 30), "table").offered()).isEqualTo(1);
        assertThat(node(run(design, 30, "flush dax at 10s", "flush dax at 20s"), "table")
                        .offered())
                .isEqualTo(3);
    }

    @Test
    void aFlushedDistributionAsksItsOriginAgain() {
        var design = steady(10, "keys", 1L)
                .node("cdn", "aws.cloudfront.distribution")
                .node("origin", "external.service", "latency", NOTHING)
                .link("clients", "cdn")
                .link("cdn", "origin")
                .done();
        long once = node(run(design, 30), "origin").offered();
        assertThat(once).isPositive();
        // Those caches ask again that are asked again: at least one after each flush.
        assertThat(node(run(design, 30, "flush cdn at 10s", "flush cdn at 20s"), "origin")
                        .offered())
                .isBetween(once + 2, 3 * once);
    }

    @Test
    void poisonMessagesEndInTheDeadLetterQueue() {
        var design = function(steady(5), "duration", new Constant(10 * MILLI), "timeout", SECOND)
                .node("queue", "aws.sqs.queue", "visibilityTimeout", 2 * SECOND)
                .node("dead", "aws.sqs.queue")
                .link("clients", "queue")
                .link("queue", "f", LinkKind.POLL, "batchSize", 1L)
                .link("queue", "dead", LinkKind.DEAD_LETTER, "maxReceiveCount", 3L)
                .done();
        assertThat(count(run(design, 60), "queue", "messagesDeadLettered")).isZero();
        var run = run(design, 60, "poison queue with 4 at 10s");
        assertThat(count(run, "queue", "messagesDeadLettered")).isEqualTo(4);
        assertThat(count(run, "f", "errors")).isEqualTo(12);
    }

    @Test
    void aFailingShareFailsAboutAsOften() {
        var run = run(one(200, 1), 60, "fail 25% of f at 10s for 40s");
        // 8000 calls, 99.9 % of a binomial: 2000 ± 3.29 · √(8000 · 0.25 · 0.75)
        assertThat(count(run, "f", "errors")).isBetween(2_000L - 128, 2_000L + 128);
    }

    @Test
    void aLostZoneTakesItsShareOfTheEnvironments() {
        var design = one(100, 2_000, "reservedConcurrentExecutions", 250L);
        assertThat(count(run(design, 20), "f", "coldStarts")).isBetween(200L, 201L);
        var run = run(design, 20, "lose 40% of f at 10s for 5s");
        long killed = node(run, "f").outcome(Outcome.SERVICE_ERROR);
        assertThat(killed).isBetween(80L - 23, 80L + 23); // 200 at work, 99.9 %
        // 150 of 250 executions are left: about 120 go on and the others find no room for a while.
        assertThat(node(run, "f").outcome(Outcome.THROTTLED)).isGreaterThan(50);
    }

    /// 100 calls a second for a minute, a third of which get no answer; then the name leads elsewhere.
    @Test
    void aLostZoneOfABalancerIsLeftAfterAMinute() {
        var design = function(steady(100), "duration", new Constant(10 * MILLI))
                .node("alb", "aws.elasticloadbalancing.applicationloadbalancer")
                .link("clients", "alb")
                .link("alb", "f")
                .done();
        var run = run(design, 240, "lose 33% of alb at 10s for 120s");
        long unanswered = node(run, "f").offered();
        // 6000 calls, 99.9 % of a binomial: 1980 ± 3.29 · √(6000 · 0.33 · 0.67)
        assertThat(24_000 - unanswered).isBetween(1_980L - 121, 1_980L + 121);
    }

    @Test
    void aLostZoneOfAFileSystemStaysLost() {
        var design = function(steady(20), "duration", new Constant(10 * MILLI), "timeout", 5 * SECOND)
                .node("files", "aws.efs.filesystem")
                .link("clients", "f")
                .link("f", "files")
                .done();
        var run = run(design, 300, "lose 25% of files at 10s for 200s");
        // 4000 calls, 99.9 %: 1000 ± 3.29 · √(4000 · 0.25 · 0.75), each waited for until the handler is stopped.
        assertThat(count(run, "f", "errors")).isBetween(1_000L - 91, 1_000L + 91);
    }

    @Test
    void aLostZoneHitsAllThatLivesInZones() {
        var design = function(steady(100), "duration", new Constant(2 * SECOND))
                .node("alb", "aws.elasticloadbalancing.applicationloadbalancer")
                .link("clients", "alb")
                .link("alb", "f")
                .done();
        var run = run(design, 40, "lose 33% of account at 10s for 5s");
        assertThat(node(run, "f").outcome(Outcome.SERVICE_ERROR)).isBetween(66L - 22, 66L + 22);
        // Half a thousand calls, 99.9 %.
        assertThat(4_000 - node(run, "f").offered()).isBetween(165L - 35, 165L + 35);
    }

    @Test
    void functionsAtTheEdgeLoseEnvironments() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 50.0, "network", NOTHING, "arrivals", "constant")
                .node("cdn", "aws.cloudfront.distribution")
                .node("edge", "aws.lambda.edge", "duration", new Constant(2 * SECOND))
                .node("origin", "external.service")
                .link("clients", "cdn")
                .link("cdn", "edge")
                .link("cdn", "origin", LinkKind.REQUEST)
                .done();
        long before = count(run(design, 20), "edge", "coldStarts");
        long after = count(run(design, 20, "lose 50% of edge at 10s for 1s"), "edge", "coldStarts");
        assertThat(after - before).isGreaterThan(20);
    }

    /// One record in twenty a second can't be done: it blocks its shard until its retries are used up.
    @Test
    void aPoisonRecordBlocksItsShardUntilItsRetriesAreUsed() {
        var design = function(steady(20), "duration", new Constant(10 * MILLI))
                .node("producer", "aws.lambda.function")
                .node("stream", "aws.kinesis.stream")
                .link("clients", "producer")
                .link("producer", "stream")
                .link("stream", "f", LinkKind.STREAM, "maximumRetryAttempts", 4L, "bisectBatchOnFunctionError", true)
                .done();
        assertThat(count(run(design, 120), "f", "errors")).isZero();
        var run = run(design, 120, "poison stream with 2 at 10s");
        assertThat(count(run, "f", "errors")).isGreaterThanOrEqualTo(5);
        assertThat(count(run, "stream", "recordsDropped")).isEqualTo(2);
    }

    /// Tried after one and two minutes, then given up; calls that wait for their answer are spared.
    @Test
    void poisonEventsFailAsOftenAsTheyAreTried() {
        var design = function(steady(1), "duration", new Constant(10 * MILLI))
                .link("clients", "f", LinkKind.INVOKE, "invocationType", "async")
                .done();
        var run = run(design, 600, "poison f with 3 at 10s");
        assertThat(count(run, "f", "errors")).isEqualTo(9);
        assertThat(count(run, "f", "asyncEventsDropped")).isEqualTo(3);
        var waiting = function(steady(1), "duration", new Constant(10 * MILLI))
                .link("clients", "f")
                .done();
        assertThat(count(run(waiting, 60, "poison f with 3 at 10s"), "f", "errors"))
                .isZero();
    }

    @Test
    void aCutWatchLinkLeavesTheAlarmWithoutData() {
        var design = function(steady(10), "duration", new Constant(10 * MILLI))
                .node("alarm", "aws.cloudwatch.alarm", "metricName", "invocations", "threshold", 1.0)
                .link("clients", "f")
                .link("f", "alarm", LinkKind.WATCH)
                .done();
        // Without data from minute 5 to 20; the range that is looked at is three periods long.
        var run = run(design, 1_800, "cut f->alarm at 290s for 900s");
        assertThat(count(run, "alarm", "alarms")).isEqualTo(2);
        assertThat(count(run, "alarm", "stateChanges")).isEqualTo(3);
    }

    @Test
    void faultsHitTheSameCallsWhetherDelaysAreFoldedOrNot() {
        var design = DeterminismTest.stressed();
        String[] faults = {
            "kill f at 20s for 3s",
            "slow table by 3x at 30s for 5s",
            "fail 20% of outside at 35s for 5s",
            "cut f->outside at 42s for 2s",
            "limit table to 20/s at 50s for 5s",
            "lose 50% of f at 60s for 5s",
            "slow api->f by 150ms at 70s for 5s"
        };
        var folded = run(design, 90, true, faults).replications().getFirst();
        var unfolded = run(design, 90, false, faults).replications().getFirst();
        for (var id : design.nodes().keySet()) {
            assertThat(node(folded, id).offered())
                    .as(id)
                    .isEqualTo(node(unfolded, id).offered());
            for (var outcome : Outcome.values())
                assertThat(node(folded, id).outcome(outcome))
                        .as("%s of %s", outcome, id)
                        .isEqualTo(node(unfolded, id).outcome(outcome));
            assertThat(node(folded, id).latency().meanMs())
                    .as(id)
                    .isEqualTo(node(unfolded, id).latency().meanMs());
        }
    }

    @Test
    void withoutFaultsNothingIsDifferent() {
        var design = DeterminismTest.stressed();
        var plain = run(design, 30);
        var later = run(design, 30, "kill f at 10min");
        assertThat(later.requests().all().latency().meanMs())
                .isEqualTo(plain.requests().all().latency().meanMs());
        assertThat(node(later, "f").offered()).isEqualTo(node(plain, "f").offered());
    }
}
