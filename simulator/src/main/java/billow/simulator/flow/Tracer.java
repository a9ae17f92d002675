package billow.simulator.flow;

import billow.simulator.random.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Follows some requests hop by hop, as far as their callers wait for them. Which ones is drawn by their key, so the
/// same seed follows the same requests.
public final class Tracer {
    private final int limit;
    private final double share;
    private final List<Open> spans = new ArrayList<>();
    private int requests;

    /// One hop of a request.
    ///
    /// @param id      number of the span
    /// @param parent  span of the call that made it, or -1 for the request itself
    /// @param node    number of the node that was called
    /// @param wire    index of the link it came by, or -1 for the request itself
    /// @param start   when it reached its node, in nanoseconds
    /// @param end     when it ended
    /// @param outcome what it came to
    /// @param spent   what its time was spent on, in nanoseconds
    public record Span(
            int id, int parent, int node, int wire, long start, long end, Outcome outcome, Map<Cause, Long> spent) {
        public Span {
            spent = Collections.unmodifiableMap(new EnumMap<>(spent));
        }
    }

    private static final class Open {
        private final int parent;
        private final int node;
        private final int wire;
        private final long start;
        private @Nullable Span done;

        private Open(int parent, int node, int wire, long start) {
            this.parent = parent;
            this.node = node;
            this.wire = wire;
            this.start = start;
        }
    }

    /// @param limit most requests to follow
    /// @param share of requests that are followed until then, 0 to 1
    public Tracer(int limit, double share) {
        this.limit = limit;
        this.share = share;
    }

    int begin(int node, long key, long time) {
        if (requests >= limit || Key.uniform(Key.mix(key, limit)) >= share) return -1;
        requests++;
        return add(new Open(-1, node, -1, time));
    }

    int hop(int parent, Wire wire, long time) {
        return add(new Open(parent, wire.to(), wire.index(), time));
    }

    private int add(Open span) {
        spans.add(span);
        return spans.size() - 1;
    }

    void end(Calls calls, int call, Outcome outcome, long time) {
        int id = calls.span(call);
        var open = spans.get(id);
        var spent = new EnumMap<Cause, Long>(Cause.class);
        for (var cause : Cause.values()) if (calls.spent(call, cause) != 0) spent.put(cause, calls.spent(call, cause));
        open.done = new Span(id, open.parent, open.node, open.wire, open.start, time, outcome, spent);
    }

    /// The hops that have ended, in the order in which they began; a request stands before its hops.
    public List<Span> spans() {
        var ended = new ArrayList<Span>();
        for (var open : spans) if (open.done != null) ended.add(open.done);
        return ended;
    }
}
