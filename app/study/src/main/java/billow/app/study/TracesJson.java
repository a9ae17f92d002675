package billow.app.study;

import billow.simulator.flow.Tracer.Span;
import billow.simulator.run.Blueprint;
import billow.simulator.run.TraceSource;
import billow.simulator.run.TracedRun;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Single requests hop by hop, as JSON: for each its outcome, and for each hop where, when and what its time was spent
/// on. The same seed gives the same requests.
public final class TracesJson {
    /// Requests that are followed.
    public static final int REQUESTS = 200;

    private static final JsonMapper JSON = JsonMapper.shared();

    private TracesJson() {}

    /// Runs the first replication of a result once more to follow its requests.
    ///
    /// @param traces where the design's recorded traffic comes from
    public static String of(Study.Result result, TraceSource traces) {
        var run = result.run();
        var blueprint = Blueprint.of(run.design(), traces, result.faults());
        var json = JSON.createObjectNode()
                .put("billow-traces", 1)
                .put("design", run.design().name());
        json.put("seed", run.settings().seed());
        Map<Integer, ArrayNode> hopsOf = new HashMap<>();
        var spans = TracedRun.of(blueprint, run.settings(), REQUESTS);
        json.set("serviceMap", ServiceMap.of(spans, blueprint));
        var requests = json.putArray("traces");
        for (var span : spans) {
            ArrayNode hops = span.parent() < 0 ? request(requests, span, blueprint) : hopsOf.get(span.parent());
            if (hops == null) continue; // its request is still in flight
            hopsOf.put(span.id(), hops);
            if (span.parent() >= 0) hops.add(hop(span, blueprint));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }

    private static ArrayNode request(ArrayNode requests, Span span, Blueprint blueprint) {
        var request = hop(span, blueprint);
        requests.add(request);
        return request.putArray("spans");
    }

    private static ObjectNode hop(Span span, Blueprint blueprint) {
        var json = JSON.createObjectNode().put("id", span.id());
        if (span.parent() >= 0) json.put("parent", span.parent());
        json.put("node", blueprint.nodes().get(span.node()).id());
        if (span.wire() >= 0)
            json.put("link", blueprint.wires().get(span.wire()).id());
        json.put("startMs", span.start() / 1e6);
        json.put("durationMs", (span.end() - span.start()) / 1e6);
        json.put("outcome", span.outcome().name());
        var spent = json.putObject("spentMs");
        span.spent().forEach((cause, nanos) -> spent.put(ResultJson.word(cause), nanos / 1e6));
        return json;
    }
}
