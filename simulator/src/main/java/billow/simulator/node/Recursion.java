package billow.simulator.node;

import billow.model.kind.LinkKind;
import billow.model.quota.Limits;
import billow.simulator.flow.World;
import java.util.ArrayDeque;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Recursive loop detection of one function: how often it was invoked in consequence of the same event, told along
/// calls, queues, topics and buckets. Only functions that a loop of these leads back to have one, so a design without
/// loops tells nothing.
///
/// The rounds of all functions travel in one number, five bits for each; functions in loops beyond the twelfth are not
/// counted. Source: AWS Lambda Developer Guide, "Recursive loop detection".
public final class Recursion {
    private static final int BITS = 5;
    private static final long MASK = (1L << BITS) - 1;
    private static final int MOST = Long.SIZE / BITS;

    private final int shift;
    private final long rounds =
            Math.min(MASK, (long) Limits.limit("lambda.recursionRounds").standard());

    private Recursion(int place) {
        shift = place * BITS;
    }

    /// @param node of a function
    /// @return null when nothing leads back to it
    public static @Nullable Recursion of(World world, int node) {
        if (!leadsBack(world, node)) return null;
        int place = 0;
        for (int other = 0; other < node; other++)
            if (world.actor(other).countsRounds() && leadsBack(world, other)) place++;
        return place < MOST ? new Recursion(place) : null;
    }

    private static boolean leadsBack(World world, int node) {
        var seen = new BitSet();
        var open = new ArrayDeque<Integer>();
        open.add(node);
        while (!open.isEmpty()) {
            int from = open.remove();
            for (var wire : world.wires()) {
                if (wire.from() != from || wire.kind() == LinkKind.WATCH || wire.kind() == LinkKind.DEAD_LETTER)
                    continue;
                if (wire.to() == node) return true;
                if (world.actor(wire.to()).tellsRounds() && !seen.get(wire.to())) {
                    seen.set(wire.to());
                    open.add(wire.to());
                }
            }
        }
        return false;
    }

    /// Whether the function is not invoked any more.
    public boolean stops(long told) {
        return (told >>> shift & MASK) >= rounds;
    }

    /// What is told on from an invocation of the function.
    public long next(long told) {
        return told + (1L << shift);
    }

    /// What is told of several events at once: for each function, the most rounds.
    public static long furthest(long a, long b) {
        if (a == b || b == 0) return a;
        if (a == 0) return b;
        long all = 0;
        for (int place = 0; place < MOST; place++) {
            long field = MASK << place * BITS;
            all |= Math.max(a & field, b & field);
        }
        return all;
    }
}
