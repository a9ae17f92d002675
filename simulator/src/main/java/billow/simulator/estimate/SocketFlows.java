package billow.simulator.estimate;

import billow.model.archetype.Interaction;
import billow.model.archetype.Sockets;
import billow.simulator.estimate.Wires.Wire;
import java.util.List;

/// Connections of a WebSocket API as they follow from its messages, all clients alike.
final class SocketFlows {
    private SocketFlows() {}

    /// Open connections, mean: a client is connected for a session, then away until its next message.
    static double open(Sockets sockets, double messages) {
        double connected = seconds(sockets, messages);
        return messages == 0 ? 0 : connected * connects(sockets, messages);
    }

    /// Connections opened per second.
    private static double connects(Sockets sockets, double messages) {
        if (messages == 0) return 0;
        double away = sockets.clients().count() / messages;
        return sockets.clients().count() / (seconds(sockets, messages) + away);
    }

    private static double seconds(Sockets sockets, double messages) {
        double stays = Math.min(sockets.session().mean(), sockets.lifeNanos()) / 1e9;
        if (sockets.heartbeat() || messages == 0) return stays;
        double each = messages / sockets.clients().count();
        double idle = sockets.idleNanos() / 1e9;
        // Until a gap of that length: (e^(λT) − 1) / λ for messages by chance.
        return Math.min(stays, StrictMath.expm1(Math.min(500, each * idle)) / each);
    }

    /// Calls over a link per second.
    static double over(Sockets sockets, Wire wire, List<Wire> links, double messages) {
        if (wire.authorises())
            return wire.interaction() instanceof Interaction.Invoke ? connects(sockets, messages) : 0;
        if (!Sockets.isMessage(wire.plan())) return connects(sockets, messages);
        double all = links.stream()
                .filter(w -> !w.authorises() && Sockets.isMessage(w.plan()))
                .mapToDouble(w -> w.plan().share())
                .sum();
        return all == 0 ? 0 : messages * wire.plan().share() / all;
    }
}
