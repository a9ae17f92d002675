package billow.test.money;

import static billow.test.money.Metered.GIGABYTE;
import static billow.test.money.Metered.SECOND;
import static billow.test.money.Metered.clients;
import static billow.test.money.Metered.function;
import static billow.test.money.Metered.kilobytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.simulator.run.Designs;
import org.junit.jupiter.api.Test;

/// What gateways are metered for, by the number of the billing rule in the README of pricing-data.
class GatewayMeteringTest {
    private static Metered ten(String kind, double payload, double response, Object... function) {
        return Metered.run(
                clients(1, "payload", kilobytes(payload))
                        .node("api", kind, "overhead", Designs.NOTHING, "responseSize", kilobytes(response))
                        .node("f", "aws.lambda.function", function(1, function))
                        .link("clients", "api")
                        .link("api", "f"),
                10.5);
    }

    @Test
    void rule15MetersHttpApisBy512KilobytesAndRestApisByCall() {
        for (var sizes : new double[][] {{1, 1, 1}, {512, 1, 1}, {513, 1, 2}, {1, 1_025, 3}}) {
            assertThat(ten("aws.apigateway.http", sizes[0], sizes[1]).of("api", "apigateway.http_requests"))
                    .isEqualTo(10 * sizes[2]);
            assertThat(ten("aws.apigateway.rest", sizes[0], sizes[1]).of("api", "apigateway.rest_requests"))
                    .isEqualTo(10);
        }
    }

    @Test
    void rule16ChargesNoRequestThatTheThrottleRefuses() {
        for (var kind : new String[] {"aws.apigateway.rest", "aws.apigateway.http"}) {
            var metered = Metered.run(
                    clients(4)
                            .node(
                                    "api",
                                    kind,
                                    "overhead",
                                    Designs.NOTHING,
                                    "throttlingRateLimit",
                                    1.05,
                                    "throttlingBurstLimit",
                                    1L)
                            .node("f", "aws.lambda.function", function(1))
                            .link("clients", "api")
                            .link("api", "f"),
                    10.1);
            var meter = kind.endsWith("rest") ? "apigateway.rest_requests" : "apigateway.http_requests";
            assertThat(metered.count("api", "count")).isEqualTo(40);
            assertThat(metered.count("api", "throttled")).isEqualTo(30);
            assertThat(metered.of("api", meter)).isEqualTo(10);
            assertThat(metered.of("f", "lambda.requests")).isEqualTo(10);
        }
    }

    @Test
    void rule16ChargesRequestsWhoseIntegrationFails() {
        assertThat(ten("aws.apigateway.rest", 1, 1, "errorRate", 1.0).of("api", "apigateway.rest_requests"))
                .isEqualTo(10);
        assertThat(ten("aws.apigateway.http", 1, 1, "errorRate", 1.0).of("api", "apigateway.http_requests"))
                .isEqualTo(10);
    }

    @Test
    void rule17BillsTheHoursOfACacheThatNobodyUses() {
        var metered = Metered.run(
                clients(0.000_01)
                        .node("api", "aws.apigateway.rest", "cacheClusterSize", "0.5")
                        .node("f", "aws.lambda.function", function(1))
                        .link("clients", "api")
                        .link("api", "f"),
                1_800);
        assertThat(metered.of("api", "apigateway.rest_cache_0.5GB")).isCloseTo(0.5, within(1e-12));
        assertThat(metered.of("api", "apigateway.rest_requests")).isZero();
    }

    @Test
    void rule17ChargesARequestThatTheCacheAnswers() {
        var metered = Metered.run(
                clients(1, "keys", 1L)
                        .node(
                                "api",
                                "aws.apigateway.rest",
                                "cacheClusterSize",
                                "0.5",
                                "cacheTtlInSeconds",
                                3_600 * SECOND,
                                "overhead",
                                Designs.NOTHING)
                        .node("f", "aws.lambda.function", function(1))
                        .link("clients", "api")
                        .link("api", "f"),
                10.5);
        assertThat(metered.of("f", "lambda.requests")).isEqualTo(1);
        assertThat(metered.of("api", "apigateway.rest_requests")).isEqualTo(10);
    }

    @Test
    void rule20BillsTheBytesOfResponsesThatLeaveTheRegion() {
        assertThat(ten("aws.apigateway.rest", 100, 3).of("api", "datatransfer.out_internet"))
                .isCloseTo(10 * 3 * 1024 / GIGABYTE, within(1e-18));
        assertThat(ten("aws.apigateway.rest", 100, 3, "errorRate", 1.0).of("api", "datatransfer.out_internet"))
                .isZero();
    }
}
