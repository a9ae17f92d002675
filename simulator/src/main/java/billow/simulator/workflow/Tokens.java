package billow.simulator.workflow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is under way, by token. A token is a slot and the number of times the slot was used before, so that a report
/// that comes late finds nothing rather than somebody else's work. Constant time per operation.
final class Tokens {
    /// What a token stands for.
    enum Kind {
        TRANSITION,
        WAIT,
        RETRY,
        TASK,
        TASK_TIMEOUT,
        HEARTBEAT,
        READ_ITEMS,
        WRITE_RESULTS,
        CHILD_START,
        EXECUTION_TIMEOUT
    }

    private static final int SLOT_BITS = 20;
    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
    private static final int GENERATION_MASK = (1 << 31 - SLOT_BITS) - 1;

    private @Nullable Branch[] branches = new @Nullable Branch[4];
    private Kind[] kinds = new Kind[4];
    private int[] generations = new int[4];
    private int[] free = new int[4];
    private int freeCount;
    private int used;

    int open(Branch branch, Kind kind) {
        int slot = freeCount > 0 ? free[--freeCount] : fresh();
        branches[slot] = branch;
        kinds[slot] = kind;
        return generations[slot] << SLOT_BITS | slot;
    }

    private int fresh() {
        if (used == branches.length) {
            if (used > SLOT_MASK) {
                throw new IllegalStateException("Expected at most " + SLOT_MASK + " tokens at once.");
            }
            int size = used * 2;
            branches = Arrays.copyOf(branches, size);
            kinds = Arrays.copyOf(kinds, size);
            generations = Arrays.copyOf(generations, size);
            free = Arrays.copyOf(free, size);
        }
        return used++;
    }

    static int slot(int token) {
        return token & SLOT_MASK;
    }

    /// The branch a token belongs to, or null when the token is closed.
    @Nullable
    Branch branch(int token) {
        int slot = token & SLOT_MASK;
        return token >= 0 && slot < used && generations[slot] == token >>> SLOT_BITS ? branches[slot] : null;
    }

    Kind kind(int token) {
        return kinds[token & SLOT_MASK];
    }

    /// Closes a token; false when it was closed before.
    boolean close(int token) {
        if (branch(token) == null) {
            return false;
        }
        int slot = token & SLOT_MASK;
        branches[slot] = null;
        generations[slot] = generations[slot] + 1 & GENERATION_MASK;
        free[freeCount++] = slot;
        return true;
    }

    /// The open tokens.
    int[] open() {
        int[] tokens = new int[used];
        int count = 0;
        for (int slot = 0; slot < used; slot++) {
            if (branches[slot] != null) {
                tokens[count++] = generations[slot] << SLOT_BITS | slot;
            }
        }
        return Arrays.copyOf(tokens, count);
    }
}
