package billow.simulator.gateway;

import billow.model.archetype.Sockets;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import billow.simulator.statistics.Gauge;
import billow.simulator.statistics.Window;

/// The connections of clients, at most one each: when they were opened, last used, and must close.
final class Connections {
    private static final long CLOSED = -1;

    private final Sockets spec;
    private final Sampler session;
    private final Gauge open;
    private final long[] last;
    private final long[] end;
    private final long[] due;

    Connections(Sockets spec, Window window) {
        this.spec = spec;
        session = Sampler.of(spec.session());
        open = new Gauge(window);
        int clients = Math.toIntExact(spec.clients().count());
        last = new long[clients];
        end = new long[clients];
        due = new long[clients];
        java.util.Arrays.fill(end, CLOSED);
        java.util.Arrays.fill(due, CLOSED);
    }

    boolean isOpen(int client) {
        return end[client] != CLOSED;
    }

    /// @return when to look at it again, by [#takeDue]
    long open(int client, long key, long time) {
        long life = Math.min(spec.lifeNanos(), session.nanos(Key.mix(key, Stage.SESSION)));
        end[client] = Math.addExact(time, life);
        last[client] = time;
        open.add(time, 1);
        return due(client);
    }

    void used(int client, long time) {
        last[client] = time;
    }

    /// When the connection closes unless it is used before.
    private long due(int client) {
        long silent = spec.heartbeat() ? Long.MAX_VALUE : last[client] + spec.idleNanos();
        return due[client] = Math.min(end[client], silent);
    }

    /// Whether this is the moment that was asked for; an earlier connection's is not.
    boolean takeDue(int client, long time) {
        return isOpen(client) && due[client] == time;
    }

    /// The next moment to look at it, or the present when it has to be closed.
    long next(int client) {
        return due(client);
    }

    boolean silent(int client, long time) {
        return time < end[client];
    }

    void close(int client, long time) {
        end[client] = CLOSED;
        due[client] = CLOSED;
        open.add(time, -1);
    }

    long level() {
        return open.level();
    }

    Gauge gauge() {
        return open;
    }
}
