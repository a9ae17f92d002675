package billow.simulator.kernel;

import java.util.Arrays;

/// Pending events in order of time and, at equal times, of scheduling.
///
/// An event carries one `long` whose meaning is the caller's. Not thread-safe.
final class EventList {
    /*
     * A 4-ary heap: the children of entry i are 4i+1 … 4i+4. Times lie in an array of their own, so that a group of
     * four is compared within 32 bytes; the earliest of the four is found without a branch, since a branch here is a
     * coin toss that the processor guesses wrong every other time. Entries behind the last hold the latest possible
     * time, so every group is complete.
     *
     * A tag is the scheduling number, shifted left, and below it the slot that holds the event's word. Tags are only
     * looked at where times are equal. Free slots form a chain through the words.
     *
     * d-ary heaps: Johnson, Information Processing Letters 4 (1975), 53–57.
     */
    private static final int SLOT_BITS = 24;
    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
    private static final long NEVER = Long.MAX_VALUE;

    private long[] times = new long[4 + 64];
    private long[] tags = new long[times.length];
    private long[] words = new long[64];
    private int size;
    private int freeSlot;

    EventList() {
        Arrays.fill(times, NEVER);
        chainFreeSlots(0);
    }

    int size() {
        return size;
    }

    /// Time of the earliest event, [Long#MAX_VALUE] when there is none.
    long headTime() {
        return times[0];
    }

    /// @param time  before [Long#MAX_VALUE]
    /// @param order scheduling number, below 2^39; no two pending events share one
    void add(long time, long order, long word) {
        if (size == words.length) grow();
        int slot = freeSlot;
        freeSlot = (int) words[slot];
        words[slot] = word;
        rise(size++, time, order << SLOT_BITS | slot);
    }

    /// Removes the earliest event. Only while there is one.
    ///
    /// @return its word
    long removeHead() {
        int slot = (int) tags[0] & SLOT_MASK;
        long word = words[slot];
        words[slot] = freeSlot;
        freeSlot = slot;
        int last = --size;
        long time = times[last];
        times[last] = NEVER;
        if (last > 0) sink(time, tags[last]);
        return word;
    }

    private void rise(int hole, long time, long tag) {
        long[] times = this.times;
        long[] tags = this.tags;
        while (hole > 0) {
            int parent = hole - 1 >>> 2;
            long above = times[parent];
            if (above < time || above == time && tags[parent] < tag) break;
            times[hole] = above;
            tags[hole] = tags[parent];
            hole = parent;
        }
        times[hole] = time;
        tags[hole] = tag;
    }

    /// Finds the place of an event that belongs below the vacant root.
    private void sink(long time, long tag) {
        long[] times = this.times;
        long[] tags = this.tags;
        int hole = 0;
        for (int child = 1; child < size; child = 4 * hole + 1) {
            long a = times[child];
            long b = times[child + 1];
            long c = times[child + 2];
            long d = times[child + 3];
            int left = b < a ? child + 1 : child;
            int right = d < c ? child + 3 : child + 2;
            long ab = Math.min(a, b);
            long cd = Math.min(c, d);
            int next = cd < ab ? right : left;
            long least = Math.min(ab, cd);
            if (ab == cd | a == b | c == d) next = firstScheduled(child, least);
            if (time < least || time == least && tag < tags[next]) break;
            times[hole] = least;
            tags[hole] = tags[next];
            hole = next;
        }
        times[hole] = time;
        tags[hole] = tag;
    }

    /// Of the four entries from `child`, the one of least tag among those at `time`.
    private int firstScheduled(int child, long time) {
        int first = -1;
        for (int i = child; i < child + 4 && i < size; i++)
            if (times[i] == time && (first < 0 || tags[i] < tags[first])) first = i;
        return first;
    }

    private void grow() {
        int old = words.length;
        if (old > SLOT_MASK)
            throw new IllegalStateException("%,d events are pending — Expected fewer.".formatted(size));
        words = Arrays.copyOf(words, old * 2);
        tags = Arrays.copyOf(tags, 4 + old * 2);
        times = Arrays.copyOf(times, 4 + old * 2);
        Arrays.fill(times, 4 + old, times.length, NEVER);
        chainFreeSlots(old);
    }

    private void chainFreeSlots(int from) {
        for (int slot = from; slot < words.length; slot++) words[slot] = slot + 1;
        freeSlot = from;
    }

    /// Checks that no entry comes before its parent and that the entries behind the last are vacant.
    void verify() {
        for (int i = 1; i < size; i++) {
            int parent = i - 1 >>> 2;
            boolean ordered = times[parent] < times[i] || times[parent] == times[i] && tags[parent] < tags[i];
            if (!ordered)
                throw new IllegalStateException("Event list: entry %d (%d ns) comes before its parent (%d ns)."
                        .formatted(i, times[i], times[parent]));
        }
        for (int i = size; i < times.length; i++)
            if (times[i] != NEVER) throw new IllegalStateException("Event list: entry %d is not vacant.".formatted(i));
    }
}
