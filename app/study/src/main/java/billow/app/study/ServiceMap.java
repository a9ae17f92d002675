package billow.app.study;

import billow.simulator.flow.Outcome;
import billow.simulator.flow.Tracer.Span;
import billow.simulator.run.Blueprint;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The nodes followed requests passed and the links between them, each with calls, faults, throttles and mean time: the
/// service map of X-Ray.
final class ServiceMap {
    private static final class Tally {
        private long calls;
        private long faults;
        private long throttles;
        private double millis;

        private void add(Span span) {
            calls++;
            if (span.outcome() == Outcome.THROTTLED) throttles++;
            else if (span.outcome() != Outcome.OK && span.outcome() != Outcome.CLIENT_ERROR) faults++;
            millis += (span.end() - span.start()) / 1e6;
        }

        private void into(ObjectNode json) {
            json.put("calls", calls).put("faults", faults).put("throttles", throttles);
            json.put("meanMs", millis / calls);
        }
    }

    private ServiceMap() {}

    static ObjectNode of(List<Span> spans, Blueprint blueprint) {
        var nodes = new TreeMap<Integer, Tally>();
        var links = new TreeMap<Integer, Tally>();
        for (var span : spans) {
            nodes.computeIfAbsent(span.node(), n -> new Tally()).add(span);
            if (span.wire() >= 0)
                links.computeIfAbsent(span.wire(), w -> new Tally()).add(span);
        }
        var json = JsonMapper.shared().createObjectNode();
        var nodeArray = json.putArray("nodes");
        nodes.forEach((number, tally) -> tally.into(
                nodeArray.addObject().put("node", blueprint.nodes().get(number).id())));
        var linkArray = json.putArray("links");
        links.forEach((index, tally) -> tally.into(
                linkArray.addObject().put("link", blueprint.wires().get(index).id())));
        return json;
    }
}
