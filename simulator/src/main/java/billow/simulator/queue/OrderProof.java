package billow.simulator.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Proves that a FIFO queue keeps the order of its groups: a message is received only when every message of its group
/// that was sent before has ended, or is in flight in the same batch; and no two batches have messages of one group.
/// Plain and slow, for runs under full self-checks.
final class OrderProof {
    private static final int WAITS = -1;

    /// By group and order of sending, the batch that has the message.
    private final Map<Integer, TreeMap<Long, Integer>> groups = new HashMap<>();

    void entered(int group, long sequence) {
        groups.computeIfAbsent(group, g -> new TreeMap<>()).put(sequence, WAITS);
    }

    /// @param batch number of the batch that takes it
    /// @throws IllegalStateException when it is not its turn
    void received(int group, long sequence, int batch) {
        for (var other : of(group).entrySet()) {
            boolean before = other.getKey() < sequence;
            if (other.getKey() == sequence || other.getValue() == batch) continue;
            if (before || other.getValue() != WAITS)
                throw new IllegalStateException(
                        "Queue: message %d of group %d was received while message %d of the group %s."
                                .formatted(
                                        sequence,
                                        group,
                                        other.getKey(),
                                        other.getValue() == WAITS ? "still waited" : "was in flight"));
            if (!before) break;
        }
        of(group).put(sequence, batch);
    }

    void landed(int group, long sequence) {
        of(group).put(sequence, WAITS);
    }

    void left(int group, long sequence) {
        of(group).remove(sequence);
        if (of(group).isEmpty()) groups.remove(group);
    }

    private TreeMap<Long, Integer> of(int group) {
        var messages = groups.get(group);
        if (messages == null) throw new IllegalStateException("Queue: group %d has no messages.".formatted(group));
        return messages;
    }
}
