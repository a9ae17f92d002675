package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.Gateway;
import billow.model.archetype.Interaction;
import billow.model.archetype.Sockets;
import billow.model.archetype.TrafficSource.Popularity;
import billow.model.kind.Category;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.List;

/// Amazon API Gateway, WebSocket API.
public final class WebSocketApi implements NodeKind {
    public static final Param.Whole CLIENTS = new Param.Whole(
            assumed(
                    "clients",
                    Section.LOAD,
                    "How many clients send messages; one without a connection opens it with its next message."),
            Unit.COUNT,
            1,
            1_000_000,
            1_000L);
    public static final Param.Real CLIENT_SKEW = new Param.Real(
            assumed(
                    "clientSkew",
                    Section.LOAD,
                    "How unevenly messages are spread over the clients: 0 all alike, 1 Zipf's law."),
            Unit.COUNT,
            0,
            5,
            0.0);
    public static final Param.Law SESSION = new Param.Law(
            assumed("session", Section.LOAD, "How long a client stays connected, unless it is cut off before."),
            Unit.MINUTE,
            new Distribution.Exponential(Unit.MINUTE.toCanonical(30)));
    public static final Param.Flag HEARTBEAT = new Param.Flag(
            documented(
                    "heartbeat",
                    Section.BEHAVIOUR,
                    "Whether clients keep silent connections open with control frames, which aren't billed."),
            false);
    public static final Param.Span TIMEOUT = Declare.span(
            "timeoutInMillis",
            Section.RELIABILITY,
            Unit.MILLISECOND,
            "apigateway.websocket.integrationTimeout",
            "After this time an integration is given up; it runs on and is billed.");
    public static final Param.Flag RESPONDS = new Param.Flag(
            documented(
                    "routeResponse",
                    Section.BEHAVIOUR,
                    "Whether the answer of an integration is sent to the client, as a billed message."),
            true);
    public static final Param.Law OVERHEAD = Declare.time(
            Declare.limited(
                    "overhead",
                    Section.BEHAVIOUR,
                    "Time the API adds to a message, both ways together.",
                    "apigateway.http.overheadP50"),
            Declare.millisBetween("apigateway.http.overheadP50", "apigateway.http.overheadP99"));
    public static final Param.Law POST_LATENCY = Declare.time(
            Declare.limited(
                    "postLatency",
                    Section.BEHAVIOUR,
                    "Time of sending a client a message from the backend (@connections).",
                    "apigateway.websocket.postP50"),
            Declare.millisBetween("apigateway.websocket.postP50", "apigateway.websocket.postP99"));

    private static final Param.Law MESSAGE_SIZE =
            Declare.size(assumed("messageSize", Section.DATA, "Size of a message to a client."), Declare.kilobytes(1));

    @Override
    public String id() {
        return "aws.apigateway.websocket";
    }

    @Override
    public String name() {
        return "API Gateway (WebSocket)";
    }

    @Override
    public Category category() {
        return Category.ENTRY;
    }

    @Override
    public String summary() {
        return "Keeps connections to clients open and passes messages both ways; billed by message and connection minute.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(
                Gateways.STAGE_RATE,
                Gateways.STAGE_BURST,
                Gateways.ROUTE_RATE,
                Gateways.ROUTE_BURST,
                Gateways.STAGE,
                CLIENTS,
                CLIENT_SKEW,
                SESSION,
                HEARTBEAT,
                Authorisers.SOCKETS,
                Authorisers.UNAUTHORISED,
                TIMEOUT,
                RESPONDS,
                OVERHEAD,
                POST_LATENCY,
                Gateways.RESPONSE);
    }

    @Override
    public List<Outlet> outlets() {
        return Gateways.outlets();
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(
                new Inlet(LinkKind.REQUEST, List.of(), p -> new Interaction.Request()),
                new Inlet(
                        LinkKind.PUBLISH,
                        List.of(MESSAGE_SIZE),
                        p -> new Interaction.Publish(p.get(MESSAGE_SIZE), 1, null)));
    }

    @Override
    public Archetype lower(Params p, String region) {
        var clients = new Popularity(p.get(CLIENTS), p.get(CLIENT_SKEW));
        double connects = limit("apigateway.websocket.newConnections").standard();
        return new Sockets(
                Gateways.release(p, 0).stage(),
                Gateways.account(),
                Gateways.bucket(p, Gateways.STAGE_RATE, Gateways.STAGE_BURST),
                Gateways.bucket(p, Gateways.ROUTE_RATE, Gateways.ROUTE_BURST),
                new Gateway.Bucket(connects, connects),
                Authorisers.ofSockets(p, clients),
                clients,
                p.get(SESSION),
                Declare.nanos("apigateway.websocket.life"),
                Declare.nanos("apigateway.websocket.idle"),
                p.get(HEARTBEAT),
                p.get(TIMEOUT),
                (long) Unit.KILOBYTE.toCanonical(
                        limit("apigateway.websocket.message").standard()),
                (long) Unit.KILOBYTE.toCanonical(
                        limit("apigateway.websocket.chunk").standard()),
                p.get(RESPONDS),
                p.get(Gateways.RESPONSE),
                p.get(POST_LATENCY),
                p.get(OVERHEAD));
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                Meter.of(
                        "apigateway.websocket_messages",
                        "32KB-chunk",
                        "Messages in either direction, metered by 32 KB.",
                        Counter.BILLED_CHUNKS),
                new Meter(
                        "apigateway.websocket_minutes",
                        "connection-minute",
                        "Minutes of all connections together.",
                        (p, c) -> c.get(Counter.CONNECTION_MILLIS) / 60_000),
                Gateways.dataOut());
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("connectCount", "count", "Connections opened."),
                new Metric("connections", "connections", "Open connections, mean and largest number."),
                new Metric("messageCount", "count", "Messages from clients and to them."),
                new Metric("clientError", "count", "Messages refused as too large, or to nobody."),
                new Metric("integrationError", "count", "Messages whose integration failed."),
                new Metric("throttled", "count", "Messages and connections refused."),
                new Metric("unauthorized", "count", "Connections refused by the authoriser."),
                new Metric("authorizerCalls", "count", "Connections for which the function was asked."),
                new Metric("idleDisconnects", "count", "Connections closed because they were silent."));
    }

    @Override
    public List<String> imports() {
        return List.of();
    }
}
