package billow.simulator.log;

/// Sequence numbers in rising order, taken away at the front. As long as there are no gaps, two numbers tell them all.
final class Sequence {
    private long first;
    private int size;
    private long[] ring = {};
    private int head;

    int size() {
        return size;
    }

    /// @param place from 0, below the size
    long at(int place) {
        return ring.length == 0 ? first + place : ring[head + place & ring.length - 1];
    }

    /// @param number greater than all that are there
    void add(long number) {
        if (size == 0) {
            first = number;
            ring = new long[0];
        } else if (ring.length == 0 && number != first + size) {
            spell(Math.max(16, Integer.highestOneBit(size) << 1));
        }
        if (ring.length > 0) {
            if (size == ring.length) spell(Math.multiplyExact(size, 2));
            ring[head + size & ring.length - 1] = number;
        }
        size++;
    }

    /// Takes the first `count` away.
    void drop(int count) {
        if (ring.length == 0) first += count;
        else head = head + count & ring.length - 1;
        size -= count;
    }

    private void spell(int capacity) {
        long[] wider = new long[capacity];
        for (int i = 0; i < size; i++) wider[i] = at(i);
        ring = wider;
        head = 0;
    }
}
