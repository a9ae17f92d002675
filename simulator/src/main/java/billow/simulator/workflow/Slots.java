package billow.simulator.workflow;

import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an execution has under way, as columns, and how its time is accounted for.
///
/// Whatever is under way has a slot that holds how the time from the beginning of the execution was spent on what
/// led to it, and on itself. When it ends it becomes the path to the present, which is what everything begun at that
/// instant inherits. So the path to the end is that of the branch that ended last, and it adds up to the time of the
/// execution.
final class Slots {
    static final int NOTHING = -1;
    private static final Cause[] CAUSES = Cause.values();

    /// What a slot holds: a delay, a call in progress, the waiting for a token, a task that has ended well or badly.
    enum Kind {
        DELAY,
        CALL,
        CALLBACK,
        SUCCESS,
        FAILURE
    }

    private final long[] path = new long[CAUSES.length];
    private int[] pending = new int[4];
    private Kind[] kinds = new Kind[4];
    private long[] since = new long[4];
    private long[] spent = new long[4 * CAUSES.length];
    private long[] opened = new long[4 * CAUSES.length];
    private @Nullable TaskCall[] tasks = new @Nullable TaskCall[4];
    private @Nullable JsonNode[] outputs = new @Nullable JsonNode[4];
    private String[] errors = new String[4];
    private String[] causes = new String[4];
    private boolean[] timeouts = new boolean[4];

    Slots() {
        Arrays.fill(errors, "");
        Arrays.fill(causes, "");
    }

    /// Begins what a token stands for.
    ///
    /// @return its slot
    int open(int token, long time) {
        int slot = Execution.slot(token);
        if (slot >= pending.length) grow(slot);
        pending[slot] = NOTHING;
        since[slot] = time;
        System.arraycopy(path, 0, spent, slot * CAUSES.length, CAUSES.length);
        System.arraycopy(path, 0, opened, slot * CAUSES.length, CAUSES.length);
        return slot;
    }

    /// What a slot held has ended: what led to it and its own time are the path to the present.
    void follow(int slot) {
        System.arraycopy(spent, slot * CAUSES.length, path, 0, CAUSES.length);
    }

    /// Adds what the path to the present was spent on to a call.
    void account(Calls calls, int call) {
        for (Cause cause : CAUSES) calls.spend(call, cause, path[cause.ordinal()]);
    }

    void spend(int slot, Cause cause, long nanos) {
        spent[slot * CAUSES.length + cause.ordinal()] += nanos;
    }

    /// Adds what a call made for it has spent its time on.
    void absorb(int slot, Calls calls, int child) {
        for (Cause cause : CAUSES) spend(slot, cause, calls.spent(child, cause));
    }

    /// All time since the slot was opened was in vain.
    void fail(int slot, String error, String cause, long end) {
        kinds[slot] = Kind.FAILURE;
        errors[slot] = error;
        causes[slot] = cause;
        outputs[slot] = null;
        System.arraycopy(opened, slot * CAUSES.length, spent, slot * CAUSES.length, CAUSES.length);
        spend(slot, Cause.RETRY, end - since[slot]);
    }

    Kind kind(int slot) {
        return kinds[slot];
    }

    void kind(int slot, Kind value) {
        kinds[slot] = value;
    }

    /// The call in progress, the row of the moment that is waited for, or [#NOTHING].
    int pending(int slot) {
        return pending[slot];
    }

    void pending(int slot, int value) {
        pending[slot] = value;
    }

    /// Whether a delay is the limit of a state.
    boolean timesOut(int slot) {
        return timeouts[slot];
    }

    void timesOut(int slot, boolean value) {
        timeouts[slot] = value;
    }

    String error(int slot) {
        return errors[slot];
    }

    String cause(int slot) {
        return causes[slot];
    }

    void output(int slot, @Nullable JsonNode value) {
        outputs[slot] = value;
    }

    /// What came of a task; forgotten with that.
    @Nullable
    JsonNode take(int slot) {
        JsonNode output = outputs[slot];
        outputs[slot] = null;
        return output;
    }

    TaskCall task(int slot) {
        TaskCall task = tasks[slot];
        if (task == null) {
            task = new TaskCall();
            tasks[slot] = task;
        }
        return task;
    }

    private void grow(int slot) {
        int size = Math.max(slot + 1, 2 * pending.length);
        int old = pending.length;
        pending = Arrays.copyOf(pending, size);
        kinds = Arrays.copyOf(kinds, size);
        since = Arrays.copyOf(since, size);
        spent = Arrays.copyOf(spent, size * CAUSES.length);
        opened = Arrays.copyOf(opened, size * CAUSES.length);
        tasks = Arrays.copyOf(tasks, size);
        outputs = Arrays.copyOf(outputs, size);
        errors = Arrays.copyOf(errors, size);
        causes = Arrays.copyOf(causes, size);
        timeouts = Arrays.copyOf(timeouts, size);
        Arrays.fill(errors, old, size, "");
        Arrays.fill(causes, old, size, "");
    }
}
