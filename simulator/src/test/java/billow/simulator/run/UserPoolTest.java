package billow.simulator.run;

import static billow.simulator.run.Trial.MILLISECOND;
import static billow.simulator.run.Trial.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.model.value.Distribution.Constant;
import billow.simulator.flow.Outcome;
import org.junit.jupiter.api.Test;

/// User pools: quotas by category, triggers, and who is billed.
class UserPoolTest {
    private static final Distribution NOTHING = Designs.NOTHING;

    private static Designs pool(double rate, String operation, Object... set) {
        Object[] all = new Object[set.length + 2];
        System.arraycopy(set, 0, all, 0, set.length);
        all[set.length] = "latency";
        all[set.length + 1] = new Constant(60 * MILLISECOND);
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
                        "timeout",
                        3_600 * SECOND)
                .node("pool", "aws.cognito.userpool", all)
                .link("clients", "pool", LinkKind.REQUEST, "operation", operation);
    }

    private static Designs trigger(Designs designs, String name, double millis, Object... set) {
        Object[] all = new Object[set.length + 8];
        System.arraycopy(set, 0, all, 0, set.length);
        all[set.length] = "duration";
        all[set.length + 1] = new Constant(millis * MILLISECOND);
        all[set.length + 2] = "coldDuration";
        all[set.length + 3] = new Constant(millis * MILLISECOND);
        all[set.length + 4] = "invokeOverhead";
        all[set.length + 5] = NOTHING;
        all[set.length + 6] = "timeout";
        all[set.length + 7] = 60 * SECOND;
        return designs.node(name, "aws.lambda.function", all).link("pool", name, LinkKind.INVOKE, "trigger", name);
    }

    /// 150/s against 120/s with a burst of 120: 120 + 120 t are taken in t seconds.
    @Test
    void eachCategoryHasAQuotaOfItsOwn() {
        var trial = Trial.of(pool(150, "userAuthentication"), 60);
        assertThat(trial.outcome("pool", Outcome.OK) + 150 * 0.06).isCloseTo(120 + 120 * 60, within(3.0));
        assertThat(trial.count("pool", "throttleCount")).isEqualTo(trial.outcome("pool", Outcome.THROTTLED));
        assertThat(Trial.of(pool(149, "clientAuthentication"), 60).outcome("pool", Outcome.THROTTLED))
                .isZero();
        assertThat(Trial.of(pool(26, "userUpdate"), 60).outcome("pool", Outcome.THROTTLED))
                .isPositive();
    }

    /// Two pools of one account at 100/s each against 120/s together.
    @Test
    void thePoolsOfAnAccountShareItsQuotas() {
        var designs = pool(100, "userAuthentication")
                .node("others", "traffic.clients", "arrivals", "constant", "rate", 100.0, "network", NOTHING)
                .node("second", "aws.cognito.userpool", "latency", NOTHING)
                .link("others", "second", LinkKind.REQUEST, "operation", "userAuthentication");
        var trial = Trial.of(designs, 60);
        long taken = trial.outcome("pool", Outcome.OK) + trial.outcome("second", Outcome.OK);
        assertThat(taken + 60 * 0.06 * 2).isCloseTo(120 + 120 * 60, within(10.0));
        // Another category is another bucket.
        var apart = Trial.of(
                pool(100, "userAuthentication")
                        .node("others", "traffic.clients", "arrivals", "constant", "rate", 100.0, "network", NOTHING)
                        .node("second", "aws.cognito.userpool", "latency", NOTHING)
                        .link("others", "second", LinkKind.REQUEST, "operation", "userToken"),
                60);
        assertThat(apart.outcome("pool", Outcome.THROTTLED) + apart.outcome("second", Outcome.THROTTLED))
                .isZero();
    }

    @Test
    void aQuotaThatWasRaisedHoldsForAllPools() {
        var designs =
                pool(150, "userAuthentication").node("second", "aws.cognito.userpool", "userAuthenticationRate", 200.0);
        assertThat(Trial.of(designs, 60).outcome("pool", Outcome.THROTTLED)).isZero();
    }

    @Test
    void challengesHaveThreeTimesTheRateAndIdentityPoolsTheirOwn() {
        assertThat(Trial.of(pool(359, "userAuthenticationChallenge"), 30).outcome("pool", Outcome.THROTTLED))
                .isZero();
        var answers = Trial.of(pool(500, "userAuthenticationChallenge"), 30);
        assertThat(answers.outcome("pool", Outcome.OK) + 360 * 0.06).isCloseTo(360 + 360 * 30, within(30.0));
        var ids = Trial.of(pool(100, "getId"), 30);
        assertThat(ids.outcome("pool", Outcome.OK)).isCloseTo(25 + 25 * 30, within(5L));
        assertThat(Trial.of(pool(199, "getCredentialsForIdentity"), 30).outcome("pool", Outcome.THROTTLED))
                .isZero();
        assertThat(ids.quantity("pool", "cognito.essentials_mau")).isZero();
    }

    /// One user: ten a second; four users alike at 100/s: forty.
    @Test
    void oneUserMayDoTenThingsASecond() {
        var one = Trial.of(pool(50, "userRead", "users", 1L), 60);
        assertThat(one.outcome("pool", Outcome.OK)).isBetween(590L, 600L);
        assertThat(one.count("pool", "userThrottleCount")).isEqualTo(one.outcome("pool", Outcome.THROTTLED));
        var four = Trial.of(pool(100, "userToken", "users", 4L), 60);
        assertThat(four.outcome("pool", Outcome.OK)).isBetween(2_390L, 2_400L);
        assertThat(Trial.of(pool(50, "clientAuthentication", "users", 1L), 60).outcome("pool", Outcome.THROTTLED))
                .isZero();
    }

    @Test
    void tokensOfMachinesAreBilled() {
        var designs = pool(10, "clientAuthentication", "machineClients", 3L);
        var trial = Trial.of(designs, 100);
        assertThat(trial.quantity("pool", "cognito.m2m_token_requests"))
                .isEqualTo(trial.count("pool", "machineTokens"))
                .isGreaterThan(990);
        assertThat(trial.quantity("pool", "cognito.m2m_app_client")).isCloseTo(3 * 100 / 2_628_000.0, within(1e-12));
        assertThat(trial.quantity("pool", "cognito.essentials_mau")).isZero();
    }

    @Test
    void triggersRunOneAfterTheOtherForTheirOperation() {
        var designs = pool(10, "userAuthentication");
        trigger(designs, "preAuthentication", 20);
        trigger(designs, "preTokenGeneration", 30);
        trigger(designs, "preSignUp", 50);
        var trial = Trial.of(designs, 60);
        assertThat(trial.node("pool").latency().meanMs()).isCloseTo(60 + 20 + 30, within(0.01));
        assertThat(trial.offered("preSignUp")).isZero();
        assertThat(trial.counter("preTokenGeneration", Counter.BILLED_REQUESTS)).isPositive();
    }

    @Test
    void aSilentTriggerIsAskedThreeTimesForFiveSeconds() {
        var trial = Trial.of(trigger(pool(1, "userToken"), "preTokenGeneration", 20_000), 300);
        long failed = trial.outcome("pool", Outcome.CLIENT_ERROR);
        assertThat(trial.node("pool").latency().meanMs()).isCloseTo(15_060, within(15.0));
        assertThat(failed).isBetween(283L, 286L);
        assertThat(trial.count("pool", "triggerFailures")).isEqualTo(failed);
        assertThat(trial.offered("preTokenGeneration") / (double) failed).isBetween(2.95, 3.2);
    }

    @Test
    void aTriggerThatFailsIsNotAskedAgain() {
        var trial = Trial.of(trigger(pool(10, "userCreation"), "preSignUp", 10, "errorRate", 1.0), 60);
        assertThat(trial.outcome("pool", Outcome.OK)).isZero();
        assertThat(trial.offered("preSignUp")).isLessThanOrEqualTo(trial.offered("pool"));
    }

    /// U (1 − e^(−n / U)) with n sign-ins in a month.
    @Test
    void aUserIsBilledOnceAMonth() {
        var trial = Trial.of(pool(1, "userAuthentication", "users", 2_000_000L), 3_600);
        double monthly = trial.counter("pool", Counter.USER_ACTIVITIES) * 730.0;
        double active = 2e6 * (1 - Math.exp(-monthly / 2e6));
        assertThat(trial.quantity("pool", "cognito.essentials_mau") * 730).isCloseTo(active, within(1.0));
        assertThat(active).isBetween(1.4e6, 1.5e6);
        assertThat(trial.quantity("pool", "cognito.lite_mau")).isZero();
        assertThat(Trial.of(pool(1, "userRead"), 600).quantity("pool", "cognito.essentials_mau"))
                .isZero();
    }

    @Test
    void anApiDoesNotCallThePoolWhoseTokensItChecks() {
        var designs = Designs.draw()
                .node("clients", "traffic.clients", "rate", 20.0, "network", NOTHING)
                .node("api", "aws.apigateway.http", "unauthorized", 0.5)
                .node("pool", "aws.cognito.userpool")
                .node("site", "external.service")
                .link("clients", "api")
                .link("api", "pool", LinkKind.AUTHORISE)
                .link("api", "site", LinkKind.REQUEST);
        var trial = Trial.of(designs, 60);
        assertThat(trial.offered("pool")).isZero();
        assertThat(trial.count("api", "unauthorized")).isPositive();
    }
}
