package billow.simulator.function;

import java.util.Arrays;

/// Numbers set aside, the last first.
final class IntStack {
    private int[] all = new int[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void push(int value) {
        if (size == all.length) all = Arrays.copyOf(all, 2 * size);
        all[size++] = value;
    }

    int pop() {
        return all[--size];
    }
}
