package billow.simulator.workflow;

import billow.model.asl.StateMachine;
import billow.model.expression.Scope;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the states of one execution see and draw from beside their input: the context object, the time, and chance.
final class Surroundings {
    private final StateMachine machine;
    private final Setting setting;
    private final JsonNode input;
    private long startNanos;

    Surroundings(StateMachine machine, Setting setting, JsonNode input) {
        this.machine = machine;
        this.setting = setting;
        this.input = input;
    }

    void startedAt(long nanos) {
        startNanos = nanos;
    }

    /// @param mapItem the context object's `Map`, or null
    Scope scope(Branch branch, @Nullable JsonNode mapItem, long now) {
        return new Scope(
                branch.input,
                () -> ContextObject.of(branch, mapItem, setting, input, startNanos),
                branch.variables,
                null,
                null,
                () -> uniform(branch),
                ContextObject.epochMillis(setting, now));
    }

    /// The next draw of the state a branch is in: keyed by branch, state and visit, not by the order of events.
    double uniform(Branch branch) {
        int ordinal = branch.current().header().ordinal();
        int visit = branch.visit(ordinal, machine.stateCount());
        return setting.chance().uniform(mix(mix(branch.key, ordinal + 1), visit));
    }

    /// A well mixed integer of two. Source: the finalizer of MurmurHash3.
    static int mix(int a, int b) {
        int h = a * 0x9E3779B9 + b;
        h = (h ^ h >>> 16) * 0x85EBCA6B;
        h = (h ^ h >>> 13) * 0xC2B2AE35;
        return h ^ h >>> 16;
    }
}
