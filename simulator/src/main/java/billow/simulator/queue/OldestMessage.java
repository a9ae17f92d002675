package billow.simulator.queue;

import billow.simulator.flow.Measure;
import billow.simulator.statistics.Window;

/// How old the oldest message of a queue is, over time; 0 while there is none. Messages that come from another queue
/// count in the order in which they came.
final class OldestMessage {
    private static final double SECOND = 1e9;

    private final Messages messages;
    private final Window window;
    private final RowQueue order;
    private double area;
    private double max;
    private long since;

    OldestMessage(Messages messages, Window window) {
        this.messages = messages;
        this.window = window;
        order = new RowQueue(messages.rows());
    }

    void comes(int message) {
        order.add(message, messages.enqueued(message));
    }

    /// To be called before the oldest message ends, and at the end.
    void pass(long time) {
        int message = first();
        long from = Math.max(since, window.from());
        long to = Math.min(time, window.to());
        since = time;
        if (message < 0 || to <= from) return;
        double older = (to - order.firstTime()) / SECOND;
        double younger = Math.max(0, from - order.firstTime()) / SECOND;
        area += (older * older - younger * younger) / 2;
        max = Math.max(max, older);
    }

    /// Whether a message is the oldest.
    boolean is(int message) {
        return first() == message;
    }

    /// In seconds.
    Measure.Level level(long now) {
        double elapsed = (Math.min(now, window.to()) - window.from()) / SECOND;
        int message = first();
        double age = message < 0 ? 0 : (now - order.firstTime()) / SECOND;
        return new Measure.Level(elapsed > 0 ? area / elapsed : Double.NaN, Math.max(max, age), age);
    }

    private int first() {
        int message = order.first();
        while (message >= 0 && !messages.alive(message)) {
            order.removeFirst();
            message = order.first();
        }
        return message;
    }
}
