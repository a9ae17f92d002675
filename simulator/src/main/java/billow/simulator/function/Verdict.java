package billow.simulator.function;

import billow.model.archetype.Interaction;
import billow.model.archetype.Pipe;
import billow.simulator.flow.Calls;
import billow.simulator.flow.World;
import billow.simulator.node.BatchSource;
import billow.simulator.random.Key;
import org.jspecify.annotations.Nullable;

/// How a handler that was not stopped has ended: well, with a function error, or with some of its batch not done.
final class Verdict {
    /// The invocation has failed.
    static final int ALL = -1;

    private static final long MEGABYTE = 1L << 20;

    private final World world;
    private final int node;
    private final Calls calls;
    private final Versions versions;
    private final Responses responses;
    private final long memoryBytes;

    Verdict(World world, int node, Versions versions, Responses responses, int memoryMegabytes) {
        this.responses = responses;
        this.world = world;
        this.node = node;
        this.calls = world.calls();
        this.versions = versions;
        memoryBytes = memoryMegabytes * MEGABYTE;
    }

    /// Whether the runtime has ended: it crashed, or there was not enough memory.
    boolean crashes(int call, int version) {
        return versions.crashes(version, calls.key(call), memoryBytes);
    }

    /// Whether it is worth asking what failed.
    boolean mayFail(int call, int version) {
        return world.disturbance() != null
                || versions.canFail(version)
                || calls.flaw(call) > 0
                || responses.tooLarge(calls.key(call));
    }

    /// Messages of a batch that failed, or the first record that did, from 1, where the function reports it; otherwise
    /// [#ALL] or 0.
    int failed(int call, int version, long time) {
        if (responses.tooLarge(calls.key(call))) return ALL;
        var interaction = asked(call);
        if (interaction instanceof Interaction.Poll poll && poll.partialFailures())
            return failures(call, version, time);
        if (interaction instanceof Interaction.Read read && read.partialFailures())
            return firstFailure(call, version, time);
        return calls.flaw(call) > 0 || fails(call, version, 0, time) ? ALL : 0;
    }

    /// By what rules a batch is judged: a pipe hands on that of its source.
    private @Nullable Interaction asked(int call) {
        int wire = calls.wire(call);
        if (wire < 0) return null;
        var own = world.wires().get(wire);
        int parent = calls.parent(call);
        boolean handedOn = own.interaction() instanceof Interaction.Invoke
                && parent >= 0
                && calls.wire(parent) >= 0
                && world.actor(own.from()) instanceof BatchSource.Choosy
                && !Pipe.ENRICHMENT.equals(own.plan().route());
        return handedOn ? world.wires().get(calls.wire(parent)).interaction() : own.interaction();
    }

    private int firstFailure(int call, int version, long time) {
        for (int i = 0; i < calls.batch(call); i++)
            if (i + 1 == calls.flaw(call) || fails(call, version, i, time)) return i + 1;
        return 0;
    }

    private int failures(int call, int version, long time) {
        int failed = 0;
        for (int i = 0; i < calls.batch(call); i++) if (fails(call, version, i, time)) failed++;
        return failed;
    }

    private boolean fails(int call, int version, int message, long time) {
        if (versions.fails(version, calls.key(call), message)) return true;
        var disturbance = world.disturbance();
        return disturbance != null && disturbance.fails(node, Key.mix(calls.key(call), message), time);
    }
}
