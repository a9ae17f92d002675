package billow.simulator.workflow;

/// The number of events in one execution's history. Express executions keep none and have no limit, but their events
/// are
/// numbered the same way.
final class History {
    private final int most;
    private int events;

    History(int most) {
        this.most = most;
    }

    /// Adds events and returns the number of the last, counted from 1.
    int add(int count) {
        events += count;
        return events;
    }

    int events() {
        return events;
    }

    boolean isFull() {
        return events >= most;
    }
}
