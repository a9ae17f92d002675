package billow.simulator.run;

import billow.simulator.flow.RequestBook;
import billow.simulator.flow.World;
import java.util.ArrayList;
import java.util.List;

/// What one run counted.
///
/// @param nodes    in the order of the design
/// @param requests what the clients got
/// @param offered  client requests that arrived within the window
/// @param sent     calls over each link, in the order of the design, warm-up included
/// @param events   events the kernel ran
/// @param seconds  length of the window
public record Replication(
        List<NodeRun> nodes, RequestBook requests, long offered, long[] sent, long events, double seconds) {

    static Replication of(Blueprint blueprint, World world, RequestBook requests, long end) {
        double seconds = world.window().overlap(0, end) / 1e9;
        var nodes = new ArrayList<NodeRun>();
        long offered = 0;
        for (int i = 0; i < blueprint.nodes().size(); i++) {
            var node = blueprint.nodes().get(i);
            var actor = world.actor(i);
            var recorder = world.recorder(i);
            nodes.add(new NodeRun(node, recorder, actor.measures(), actor.slices(), seconds));
            if (node.kind().inlets().isEmpty()) offered += recorder.offered();
        }
        long[] sent = new long[blueprint.design().links().size()];
        for (int i = 0; i < sent.length; i++) sent[i] = world.sent(i);
        return new Replication(
                List.copyOf(nodes), requests, offered, sent, world.kernel().executed(), seconds);
    }
}
