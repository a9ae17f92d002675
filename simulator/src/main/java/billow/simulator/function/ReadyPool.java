package billow.simulator.function;

import java.util.Arrays;

/// Environments of one version that are kept initialised. The one used last is used first; one whose runtime has ended
/// is initialised anew on its next use.
final class ReadyPool {
    private boolean[] spoilt = new boolean[16];
    private int used;
    private int ready;
    private int busy;
    private boolean reset;

    int ready() {
        return ready;
    }

    int busy() {
        return busy;
    }

    boolean isFull() {
        return busy >= ready;
    }

    /// Makes so many of them; those at work finish.
    void ready(int count) {
        boolean fewer = count < ready;
        ready = count;
        if (fewer) keepNewest(Math.max(0, ready - busy));
    }

    /// Takes one of the free ones.
    void take() {
        busy++;
        reset = used > 0 && spoilt[--used];
    }

    /// Whether the one taken last must be initialised anew.
    boolean wasReset() {
        return reset;
    }

    /// @param again whether its next use must initialise it anew
    void giveBack(boolean again) {
        busy--;
        if (busy + used >= ready) return;
        if (used == spoilt.length) spoilt = Arrays.copyOf(spoilt, 2 * used);
        spoilt[used++] = again;
    }

    private void keepNewest(int count) {
        if (used <= count) return;
        System.arraycopy(spoilt, used - count, spoilt, 0, count);
        used = count;
    }
}
