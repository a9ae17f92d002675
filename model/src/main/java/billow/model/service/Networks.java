package billow.model.service;

import static billow.model.service.Declare.assumed;

import billow.model.archetype.CallPlan;
import billow.model.archetype.RetryPolicy;
import billow.model.kind.LinkKind;
import billow.model.kind.Metric;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.value.Unit;
import java.util.List;
import java.util.stream.Stream;

/// Declarations that the places on the way through a network have in common.
final class Networks {
    static final Param.Law LATENCY = Declare.time(
            Declare.limited("latency", Section.BEHAVIOUR, "Time it adds to a call, both ways together.", "vpc.hopP50"),
            Declare.millisBetween("vpc.hopP50", "vpc.hopP99"));
    static final Param.Law RESPONSE = Declare.size(
            assumed("responseSize", Section.DATA, "Size of an answer; with that of the request it is what is billed."),
            Declare.kilobytes(2));
    static final List<Metric> METRICS = List.of(
            new Metric("calls", "count", "Calls handed on."),
            new Metric("bytesProcessed", "MB", "Bytes of requests and answers."),
            new Metric("errorPortAllocation", "count", "Calls for which no connection was left."),
            new Metric("activeConnections", "connections", "Calls in progress."));

    private Networks() {}

    static Param.Whole zones(String help) {
        return Declare.whole("zones", Section.CAPACITY, Unit.COUNT, "vpc.zones", help);
    }

    /// Calls handed on: each takes one of the links by its share.
    static List<Outlet> onward(LinkKind... kinds) {
        return Stream.of(kinds)
                .map(k -> new Outlet(
                        k,
                        List.of(Calling.SHARE),
                        p -> new CallPlan(1, null, p.get(Calling.SHARE), RetryPolicy.NONE, 0, null)))
                .toList();
    }
}
