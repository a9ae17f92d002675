package billow.model.service;

import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.CallPlan;
import billow.model.archetype.Gateway;
import billow.model.archetype.Interaction;
import billow.model.archetype.TrafficSource.Popularity;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Metric;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;

/// Declarations about who may send requests to an API. A link to a function makes that function decide; a link to a
/// user pool says whose tokens the API checks, which it does by itself.
final class Authorisers {
    static final Param.Choice REST = choice(
            documented(
                    "authorizationType",
                    Section.BEHAVIOUR,
                    "What the API checks by itself; an authorise link to a function replaces it."),
            "none",
            "none",
            "Everybody may, unless a link says who decides.",
            "iam",
            "Signatures of AWS credentials.",
            "cognito",
            "Tokens of a Cognito user pool; its keys are cached, so the pool isn't called.");
    static final Param.Choice HTTP = choice(
            documented(
                    "authorizationType",
                    Section.BEHAVIOUR,
                    "What the API checks by itself; an authorise link to a function replaces it."),
            "none",
            "none",
            "Everybody may, unless a link says who decides.",
            "iam",
            "Signatures of AWS credentials.",
            "jwt",
            "JSON web tokens; the issuer's keys are cached, so the issuer isn't called.");
    static final Param.Choice GRAPH = choice(
            documented(
                    "authenticationType",
                    Section.BEHAVIOUR,
                    "What the API checks by itself; an authorise link to a function (AWS_LAMBDA) or a user pool replaces it."),
            "apiKey",
            "apiKey",
            "API keys; checking one takes no time worth mentioning.",
            "iam",
            "Signatures of AWS credentials.",
            "cognito",
            "Tokens of a Cognito user pool; its keys are cached, so the pool isn't called.",
            "openIdConnect",
            "Tokens of an OpenID Connect provider; its keys are cached, so the provider isn't called.");
    static final Param.Choice SOCKETS = choice(
            documented(
                    "authorizationType",
                    Section.BEHAVIOUR,
                    "What is checked when a connection is opened; an authorise link to a function replaces it."),
            "none",
            "none",
            "Everybody may connect, unless a link says who decides.",
            "iam",
            "Signatures of AWS credentials.");
    static final Param.Span GRAPH_TTL = Declare.span(
            "authorizerResultTtlInSeconds",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "appsync.authorizerTtl",
            "How long the answer of an authoriser function holds for the same token; 0 to ask each time.");
    static final Param.Span REST_TTL = Declare.span(
            "authorizerResultTtlInSeconds",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "apigateway.rest.authorizerTtl",
            "How long the answer of an authoriser function holds for the same identity; 0 to ask each time.");
    static final Param.Span HTTP_TTL = Declare.span(
            "authorizerResultTtlInSeconds",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "apigateway.http.authorizerTtl",
            "How long the answer of an authoriser function holds for the same identity; 0 to ask each time.");
    static final Param.Whole IDENTITIES = new Param.Whole(
            assumed(
                    "identities",
                    Section.LOAD,
                    "How many different clients send requests; the fewer, the more often an authoriser's answer still holds."),
            Unit.COUNT,
            1,
            100_000_000,
            1_000L);
    static final Param.Real IDENTITY_SKEW = new Param.Real(
            assumed(
                    "identitySkew",
                    Section.LOAD,
                    "How unevenly requests are spread over them: 0 all alike, 1 Zipf's law."),
            Unit.COUNT,
            0,
            5,
            0.0);
    static final Param.Real UNAUTHORISED = new Param.Real(
            assumed("unauthorized", Section.RELIABILITY, "Share of requests an authoriser refuses with 401 or 403."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    static final Param.Law TIME = Declare.time(
            Declare.limited(
                    "authorizationTime",
                    Section.BEHAVIOUR,
                    "Time of a check the API makes by itself.",
                    "apigateway.authorizationTime"),
            Declare.millis(billow.model.quota.Limits.limit("apigateway.authorizationTime")
                    .standard()));

    static final Metric UNAUTHORISED_COUNT =
            new Metric("unauthorized", "count", "Requests refused by the authoriser; not billed.");
    static final Metric CALLS = new Metric("authorizerCalls", "count", "Requests for which the function was asked.");
    static final Metric HIT_RATIO =
            new Metric("authorizerCacheHitRatio", "share", "Requests for which its last answer still held.");

    private Authorisers() {}

    static Outlet outlet() {
        return new Outlet(LinkKind.AUTHORISE, List.of(), p -> CallPlan.ONCE);
    }

    /// The side of a function that decides.
    static Inlet function() {
        return new Inlet(LinkKind.AUTHORISE, List.of(), p -> new Interaction.Invoke(false));
    }

    /// Of a GraphQL API: a key is looked up, everything else is computed.
    static Gateway.Authorisation ofGraph(Params p) {
        boolean keys = p.get(GRAPH).equals("apiKey");
        return new Gateway.Authorisation(
                !keys || p.get(UNAUTHORISED) > 0,
                keys ? Declare.millis(0) : p.get(TIME),
                p.get(UNAUTHORISED),
                p.get(GRAPH_TTL),
                Declare.nanos("appsync.authorizerTimeout"),
                new Popularity(p.get(IDENTITIES), p.get(IDENTITY_SKEW)));
    }

    /// Of a WebSocket API, which asks once for each connection.
    static Gateway.Authorisation ofSockets(Params p, Popularity clients) {
        return new Gateway.Authorisation(
                !p.get(SOCKETS).equals("none"),
                Declare.millis(0),
                p.get(UNAUTHORISED),
                0,
                Declare.nanos("apigateway.authorizerTimeout"),
                clients);
    }

    static Gateway.Authorisation of(Params p, Param.Choice type, Param.Span ttl) {
        return new Gateway.Authorisation(
                !p.get(type).equals("none"),
                p.get(TIME),
                p.get(UNAUTHORISED),
                p.get(ttl),
                Declare.nanos("apigateway.authorizerTimeout"),
                new Popularity(p.get(IDENTITIES), p.get(IDENTITY_SKEW)));
    }
}
