package billow.simulator.edge;

import java.util.Arrays;

/// Fetches under way: the calls that wait for the answer somebody else asked for, and the rows of caches that do.
final class Fetches {
    static final int NONE = -1;

    private int[] waiters = new int[16];
    private int[] places = new int[16];
    private long[] rescue = new long[16];
    private int[] freeRows = new int[16];
    private int free;

    Fetches() {
        release(0, 16);
    }

    int open() {
        if (free == 0) grow();
        int fetch = freeRows[--free];
        waiters[fetch] = NONE;
        places[fetch] = NONE;
        rescue[fetch] = Long.MIN_VALUE;
        return fetch;
    }

    void close(int fetch) {
        freeRows[free++] = fetch;
    }

    /// The last call that began to wait; each knows the one before.
    int waiters(int fetch) {
        return waiters[fetch];
    }

    void waiters(int fetch, int call) {
        waiters[fetch] = call;
    }

    /// The last row that began to wait.
    int places(int fetch) {
        return places[fetch];
    }

    void places(int fetch, int row) {
        places[fetch] = row;
    }

    /// Until when an old object may be answered if this fails.
    long rescue(int fetch) {
        return rescue[fetch];
    }

    void rescue(int fetch, long until) {
        rescue[fetch] = until;
    }

    private void grow() {
        int old = waiters.length;
        int wide = Math.multiplyExact(old, 2);
        waiters = Arrays.copyOf(waiters, wide);
        places = Arrays.copyOf(places, wide);
        rescue = Arrays.copyOf(rescue, wide);
        freeRows = Arrays.copyOf(freeRows, wide);
        release(old, wide);
    }

    private void release(int low, int high) {
        for (int row = high - 1; row >= low; row--) freeRows[free++] = row;
    }
}
