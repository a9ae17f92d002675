package billow.model.service;

import static billow.model.quota.Limits.limit;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.Gateway;
import billow.model.kind.Category;
import billow.model.kind.Inlet;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;

/// Amazon API Gateway, HTTP API.
public final class HttpApi implements NodeKind {
    public static final Param.Span TIMEOUT = Declare.span(
            "timeoutInMillis",
            Section.RELIABILITY,
            Unit.MILLISECOND,
            "apigateway.http.integrationTimeout",
            "After this time the API answers 504; the integration runs on and is billed.");
    public static final Param.Law OVERHEAD = Declare.time(
            Declare.limited(
                    "overhead",
                    Section.BEHAVIOUR,
                    "Time the API adds to a request, both ways together.",
                    "apigateway.http.overheadP50"),
            Declare.millisBetween("apigateway.http.overheadP50", "apigateway.http.overheadP99"));

    @Override
    public String id() {
        return "aws.apigateway.http";
    }

    @Override
    public String name() {
        return "API Gateway (HTTP)";
    }

    @Override
    public Category category() {
        return Category.ENTRY;
    }

    @Override
    public String summary() {
        return "The lighter and cheaper API: routes HTTP requests to integrations; no cache, no usage plans.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(
                Gateways.STAGE_RATE,
                Gateways.STAGE_BURST,
                Gateways.ROUTE_RATE,
                Gateways.ROUTE_BURST,
                Authorisers.HTTP,
                Authorisers.HTTP_TTL,
                Authorisers.IDENTITIES,
                Authorisers.IDENTITY_SKEW,
                Authorisers.UNAUTHORISED,
                Authorisers.TIME,
                Gateways.STAGE,
                TIMEOUT,
                OVERHEAD,
                Gateways.RESPONSE);
    }

    @Override
    public List<Outlet> outlets() {
        return Gateways.outlets();
    }

    @Override
    public List<Inlet> inlets() {
        return Gateways.inlets();
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new Gateway(
                Gateways.account(),
                Gateways.bucket(p, Gateways.STAGE_RATE, Gateways.STAGE_BURST),
                Gateways.bucket(p, Gateways.ROUTE_RATE, Gateways.ROUTE_BURST),
                Authorisers.of(p, Authorisers.HTTP, Authorisers.HTTP_TTL),
                null,
                new Gateway.Validation(0, Gateways.maxBytes("apigateway.payload")),
                null,
                false,
                null,
                Gateways.release(p, 0),
                p.get(TIMEOUT),
                null,
                p.get(OVERHEAD),
                p.get(Gateways.RESPONSE),
                (long) Unit.KILOBYTE.toCanonical(limit("apigateway.http.chunk").standard()),
                null);
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                Meter.of(
                        "apigateway.http_requests",
                        "512KB-chunk",
                        "Requests that passed the throttle, metered by 512 KB.",
                        Counter.BILLED_CHUNKS),
                Gateways.dataOut());
    }

    @Override
    public List<Metric> metrics() {
        var all = new ArrayList<>(Gateways.metrics());
        all.add(Authorisers.UNAUTHORISED_COUNT);
        all.add(Authorisers.CALLS);
        all.add(Authorisers.HIT_RATIO);
        return List.copyOf(all);
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::ApiGatewayV2::Api", "AWS::Serverless::HttpApi", "aws_apigatewayv2_api");
    }
}
