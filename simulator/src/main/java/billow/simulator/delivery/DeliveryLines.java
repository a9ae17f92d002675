package billow.simulator.delivery;

import billow.simulator.queue.GroupTable;
import java.util.Arrays;

/// Deliveries of a FIFO topic that wait for those before them: one line for each link and message group, of which only
/// the first is under way.
final class DeliveryLines {
    private static final int NONE = -1;

    private final GroupTable lines = new GroupTable();
    private int[] head = new int[16];
    private int[] tail = new int[16];
    private int[] next = new int[16];

    /// Puts a delivery at the end of a line.
    ///
    /// @param name of the line
    /// @return whether it is the first
    boolean join(int name, int row) {
        if (row >= next.length) next = Arrays.copyOf(next, Math.max(row + 1, 2 * next.length));
        next[row] = NONE;
        int line = lines.find(name);
        if (line >= 0) {
            next[tail[line]] = row;
            tail[line] = row;
            return false;
        }
        line = lines.add(name);
        if (line >= head.length) {
            head = Arrays.copyOf(head, Math.max(line + 1, 2 * head.length));
            tail = Arrays.copyOf(tail, head.length);
        }
        head[line] = row;
        tail[line] = row;
        return true;
    }

    /// The first of a line has come to its end.
    ///
    /// @return the delivery that is first now, or -1
    int leave(int name) {
        int line = lines.find(name);
        head[line] = next[head[line]];
        if (head[line] < 0) lines.remove(line);
        return head[line];
    }
}
