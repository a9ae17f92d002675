package billow.simulator.queue;

import java.util.Arrays;

/// First visible, first received.
final class ArrivalOrder implements ReceiveOrder {
    // A ring, its capacity a power of two.
    private int[] queue = new int[16];
    private int head;
    private int size;

    @Override
    public void add(int row) {
        if (size == queue.length) grow();
        queue[head + size++ & queue.length - 1] = row;
    }

    @Override
    public int first() {
        return size == 0 ? -1 : queue[head];
    }

    @Override
    public void removeFirst() {
        head = head + 1 & queue.length - 1;
        size--;
    }

    private void grow() {
        int old = queue.length;
        int[] wider = Arrays.copyOfRange(queue, head, head + 2 * old);
        System.arraycopy(queue, 0, wider, old - head, head);
        queue = wider;
        head = 0;
    }
}
