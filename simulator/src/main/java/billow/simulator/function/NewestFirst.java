package billow.simulator.function;

import java.util.Arrays;

/// Environments by creation number, newest first: a binary heap. Entries of environments that are no longer idle, or
/// whose place another one has taken, are skipped when they surface.
final class NewestFirst {
    private long[] serials = new long[16];
    private int[] environments = new int[16];
    private int size;

    void add(long serial, int environment) {
        if (size == serials.length) {
            serials = Arrays.copyOf(serials, 2 * size);
            environments = Arrays.copyOf(environments, 2 * size);
        }
        int at = size++;
        while (at > 0 && serials[at - 1 >>> 1] < serial) {
            serials[at] = serials[at - 1 >>> 1];
            environments[at] = environments[at - 1 >>> 1];
            at = at - 1 >>> 1;
        }
        serials[at] = serial;
        environments[at] = environment;
    }

    /// Takes out the newest that is idle; there must be one.
    int next(Environments all) {
        while (true) {
            long serial = serials[0];
            int environment = environments[0];
            remove();
            if (all.isIdle(environment, serial)) return environment;
        }
    }

    private void remove() {
        long serial = serials[--size];
        int environment = environments[size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && serials[child + 1] > serials[child]) child++;
            if (serials[child] <= serial) break;
            serials[at] = serials[child];
            environments[at] = environments[child];
            at = child;
        }
        serials[at] = serial;
        environments[at] = environment;
    }
}
