package billow.simulator.node;

import java.util.Arrays;

/// How often each user has done something in the second that is going on; nothing is kept beyond it.
final class UserRates {
    private static final long SECOND = 1_000_000_000L;

    /*
     * Open addressing with linear probing. A slot whose second has passed is free; the table grows when half of it is
     * taken within one second.
     */
    private final int most;
    private long[] seconds = new long[64];
    private int[] users = new int[64];
    private int[] counts = new int[64];
    private long second = -1;
    private int taken;

    /// @param most times a second and user
    UserRates(int most) {
        this.most = most;
        Arrays.fill(seconds, -1);
    }

    /// Counts one, when the user may do one more.
    ///
    /// @param time not before that of the last
    boolean take(int user, long time) {
        long now = time / SECOND;
        if (now != second) {
            second = now;
            taken = 0;
        }
        if (2 * taken >= seconds.length) grow();
        int at = slot(user);
        if (seconds[at] != second) {
            seconds[at] = second;
            users[at] = user;
            counts[at] = 0;
            taken++;
        }
        if (counts[at] >= most) return false;
        counts[at]++;
        return true;
    }

    /// The slot of a user, or the free one it would have.
    private int slot(int user) {
        int mask = seconds.length - 1;
        int at = user * 0x9e3779b1 >>> 7 & mask;
        while (seconds[at] == second && users[at] != user) at = at + 1 & mask;
        return at;
    }

    private void grow() {
        var oldSeconds = seconds;
        var oldUsers = users;
        var oldCounts = counts;
        seconds = new long[2 * oldSeconds.length];
        users = new int[seconds.length];
        counts = new int[seconds.length];
        Arrays.fill(seconds, -1);
        for (int i = 0; i < oldSeconds.length; i++) {
            if (oldSeconds[i] != second) continue;
            int at = slot(oldUsers[i]);
            seconds[at] = second;
            users[at] = oldUsers[i];
            counts[at] = oldCounts[i];
        }
    }
}
