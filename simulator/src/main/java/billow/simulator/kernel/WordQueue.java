package billow.simulator.kernel;

import java.util.Arrays;

/// First in, first out, without allocation once it is large enough.
final class WordQueue {
    // A ring: `size` words from `head`; capacity is a power of two.
    private long[] words = new long[64];
    private int head;
    private int size;

    int size() {
        return size;
    }

    void add(long word) {
        if (size == words.length) grow();
        words[head + size++ & words.length - 1] = word;
    }

    /// Only while there is one.
    long removeHead() {
        long word = words[head];
        head = head + 1 & words.length - 1;
        size--;
        return word;
    }

    private void grow() {
        long[] wider = Arrays.copyOfRange(words, head, head + 2 * size);
        System.arraycopy(words, 0, wider, size - head, head);
        words = wider;
        head = 0;
    }
}
