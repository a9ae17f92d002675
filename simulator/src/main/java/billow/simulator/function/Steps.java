package billow.simulator.function;

import billow.model.kind.LinkKind;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import java.util.ArrayList;
import java.util.List;

/// What a handler calls, one after the other in the order of its links, each as often as its plan says.
///
/// A step is a number: link times 2^16 plus repetition.
final class Steps {
    private static final int REPETITIONS = 16;
    static final int NONE = -1;

    private final Wire[] wires;

    /// @param outgoing all links of the node; those that report or give up are not called by the handler
    Steps(List<Wire> outgoing) {
        var called = new ArrayList<Wire>();
        for (var wire : outgoing)
            switch (wire.kind()) {
                case REQUEST, INVOKE, OPERATE, START, CALL, SEND, PUT, PUBLISH -> called.add(wire);
                case AUTHORISE,
                        DELIVER,
                        DRAIN,
                        POLL,
                        STREAM,
                        DEAD_LETTER,
                        ON_SUCCESS,
                        ON_FAILURE,
                        WATCH,
                        ROLL_BACK,
                        SCALE -> {}
            }
        wires = called.toArray(Wire[]::new);
    }

    boolean isEmpty() {
        return wires.length == 0;
    }

    /// The links it calls, by the number of their steps.
    Wire[] wires() {
        return wires.clone();
    }

    /// Number of the link a step uses.
    static int link(int step) {
        return step >>> REPETITIONS;
    }

    int first(long key) {
        return from(0, 0, key);
    }

    int after(int step, long key) {
        return from(step >>> REPETITIONS, (step & 0xffff) + 1, key);
    }

    Wire wire(int step) {
        return wires[step >>> REPETITIONS];
    }

    /// The key of the call a step makes.
    static long key(long callKey, Wire wire, int step, int attempt) {
        return Key.mix(Key.mix(callKey, wire.key()), (long) step << 32 | attempt);
    }

    private int from(int link, int repetition, long key) {
        int done = repetition;
        for (int i = link; i < wires.length; i++, done = 0)
            if (done < times(wires[i], key)) return i << REPETITIONS | done;
        return NONE;
    }

    private static int times(Wire wire, long key) {
        double calls = wire.plan().calls();
        int whole = (int) Math.min(calls, 65_534);
        double part = calls - whole;
        return part > 0 && Key.uniform(Key.mix(key, wire.key(), Stage.REPEAT)) < part ? whole + 1 : whole;
    }

    /// Whether the caller's SDK would try again. What a function did wrong is a result like any other to it.
    static boolean retryable(Wire wire, Outcome outcome) {
        if (wire.kind() == LinkKind.INVOKE && outcome == Outcome.TIMEOUT) return false;
        return outcome.retryable();
    }
}
