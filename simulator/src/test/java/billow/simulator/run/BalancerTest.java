package billow.simulator.run;

import static billow.simulator.run.Trial.MILLISECOND;
import static billow.simulator.run.Trial.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.model.value.Distribution.Constant;
import billow.simulator.flow.Outcome;
import org.junit.jupiter.api.Test;

/// Load balancers: who gets a request, what the client sees, and capacity units by hand.
class BalancerTest {
    private static final Distribution NOTHING = Designs.NOTHING;
    private static final String ALB = "aws.elasticloadbalancing.applicationloadbalancer";

    private static Designs clients(double rate, double payload) {
        return Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        "arrivals",
                        "constant",
                        "rate",
                        rate,
                        "network",
                        NOTHING,
                        "payload",
                        new Constant(payload),
                        "timeout",
                        3_600 * SECOND);
    }

    private static Designs site(Designs designs, String id, double millis, Object... set) {
        return designs.node(id, "external.service", "latency", new Constant(millis * MILLISECOND))
                .link("alb", id, LinkKind.REQUEST, set);
    }

    private static Designs balancer(Designs designs, Object... set) {
        Object[] all = new Object[set.length + 2];
        System.arraycopy(set, 0, all, 0, set.length);
        all[set.length] = "overhead";
        all[set.length + 1] = NOTHING;
        return designs.node("alb", ALB, all).link("clients", "alb");
    }

    /// AWS's own example of the pricing page, in its figures: bytes need most, 1.08 units.
    @Test
    void theDimensionThatNeedsMostUnitsIsBilled() {
        // 5 requests a second over 1 new connection a second that lasts 2 minutes, 300 KB/s, 60 rules.
        double bytes = 1.08 * (1L << 30) / 3600 / 5;
        var designs = balancer(
                clients(5, bytes),
                "requestsPerConnection",
                5.0,
                "connectionLife",
                120 * SECOND,
                "rules",
                60L,
                "responseSize",
                NOTHING);
        var trial = Trial.of(site(designs, "site", 1), 2 * 3_600);
        assertThat(trial.quantity("alb", "alb.lcu_hour")).isCloseTo(2 * 1.08, within(0.002));
        assertThat(trial.quantity("alb", "alb.hour")).isCloseTo(2, within(1e-9));
    }

    @Test
    void eachOfTheOtherDimensionsCanBeTheGreatest() {
        // 100/s: connections 100/25 = 4 units; 100 connections open for 120 s: 12 000/3000 = 4.
        var opened = Trial.of(site(balancer(clients(100, 0), "responseSize", NOTHING), "site", 1), 360);
        assertThat(opened.quantity("alb", "alb.lcu_hour")).isCloseTo(0.4, within(0.001));
        var active = Trial.of(
                site(balancer(clients(100, 0), "responseSize", NOTHING, "connectionLife", 300 * SECOND), "site", 1),
                360);
        assertThat(active.quantity("alb", "alb.lcu_hour")).isCloseTo(1.0, within(0.002));
        // 90 counted rules of 100/s: 9000/1000 = 9 units.
        var rules = Trial.of(site(balancer(clients(100, 0), "responseSize", NOTHING, "rules", 100L), "site", 1), 360);
        assertThat(rules.quantity("alb", "alb.lcu_hour")).isCloseTo(0.9, within(0.002));
    }

    @Test
    void bytesOfFunctionsCountTwoAndAHalfTimes() {
        double bytes = 0.4 * (1L << 30) / 3600;
        var designs = balancer(clients(1, bytes / 2), "responseSize", new Constant(bytes / 2));
        designs.node("f", "aws.lambda.function").link("alb", "f", LinkKind.INVOKE);
        assertThat(Trial.of(designs, 3_600).quantity("alb", "alb.lcu_hour")).isCloseTo(1, within(0.002));
    }

    @Test
    void targetsTakeTurns() {
        var designs = balancer(clients(30, 0));
        site(site(site(designs, "a", 5), "b", 500), "c", 5);
        var trial = Trial.of(designs, 100);
        for (var id : new String[] {"a", "b", "c"})
            assertThat(trial.offered(id)).isCloseTo(trial.offered("alb") / 3, within(1L));
    }

    /// The slow target has ten times as many requests in progress for each that it gets, so it gets fewer.
    @Test
    void theTargetWithTheFewestRequestsInProgressGetsTheNext() {
        var designs = balancer(clients(100, 0), "algorithm", "leastOutstandingRequests");
        site(site(designs, "fast", 100), "slow", 1_000);
        var trial = Trial.of(designs, 200);
        double ratio = trial.offered("fast") / (double) trial.offered("slow");
        assertThat(ratio).isBetween(7.0, 13.0);
    }

    @Test
    void weightsAreSharesOfTheRequests() {
        var designs = balancer(clients(100, 0), "algorithm", "weightedRandom");
        site(site(designs, "a", 5, "share", 3.0), "b", 5, "share", 1.0);
        var trial = Trial.of(designs, 200);
        // 99.9 % of 20 000 draws at 1/4
        assertThat(trial.offered("b") / (double) trial.offered("alb")).isCloseTo(0.25, within(0.0101));
    }

    /// While its weight x rises to 1 it gets x / (1 + x) of the requests.
    @Test
    void aTargetThatStartsSlowlyGetsItsFullShareInTheEnd() {
        var designs = balancer(clients(100, 0), "slowStart", 100 * SECOND);
        site(site(designs, "old", 5), "new", 5, "registeredAfter", 100 * SECOND);
        var before = Trial.of(designs, 100);
        assertThat(before.offered("new")).isZero();
        var during = Trial.of(designs, 200);
        // ∫ x / (1 + x) dx from 0 to 1 = 1 − ln 2 = 0.30685 of 10 000; 99.9 % is ± 152
        assertThat(during.offered("new")).isBetween(3_069L - 155, 3_069L + 155);
        var after = Trial.of(designs, 300);
        assertThat(after.offered("new") - during.offered("new")).isCloseTo(5_000L, within(2L));
    }

    @Test
    void aSilentTargetGivesA504AndNoTargetA503() {
        var silent = Trial.of(site(balancer(clients(1, 0), "idleTimeout", 5 * SECOND), "site", 8_000), 100);
        assertThat(silent.outcome("alb", Outcome.TIMEOUT)).isBetween(94L, 96L);
        assertThat(silent.node("alb").latency().meanMs()).isCloseTo(5_000, within(5.0));
        assertThat(silent.outcome("site", Outcome.OK)).isPositive();
        var nobody = Trial.of(balancer(clients(1, 0)), 100);
        assertThat(nobody.outcome("alb", Outcome.SERVICE_ERROR)).isEqualTo(nobody.offered("alb"));
    }

    @Test
    void bodiesAboveAMegabyteDoNotFitAFunction() {
        var large = balancer(clients(1, (1 << 20) + 1)).node("f", "aws.lambda.function");
        var refused = Trial.of(large.link("alb", "f", LinkKind.INVOKE), 60);
        assertThat(refused.outcome("alb", Outcome.CLIENT_ERROR)).isEqualTo(refused.offered("alb"));
        assertThat(refused.offered("f")).isZero();
        var answers = balancer(clients(1, 0), "responseSize", new Constant((1 << 20) + 1))
                .node("f", "aws.lambda.function")
                .link("alb", "f", LinkKind.INVOKE);
        var failed = Trial.of(answers, 60);
        assertThat(failed.outcome("alb", Outcome.OK)).isZero();
        assertThat(failed.outcome("alb", Outcome.SERVICE_ERROR)).isPositive();
    }
}
