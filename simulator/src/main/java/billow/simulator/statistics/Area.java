package billow.simulator.statistics;

/// The mean number of things present, from their stays told in any order, also ahead of time: by Little's law it is the
/// sum of the stays, as far as they lie in the window, over its length.
public final class Area {
    private final WideSum sum = new WideSum();
    private final WideSum duration = new WideSum();
    private final Window window;

    public Area(Window window) {
        this.window = window;
        duration.add(window.length());
    }

    /// One thing stays from `enter` to `leave`, in nanoseconds.
    public void add(long enter, long leave) {
        sum.add(window.overlap(enter, leave));
    }

    /// `weight` things stay from `enter` to `leave`, in nanoseconds.
    public void add(long enter, long leave, long weight) {
        sum.addProduct(weight, window.overlap(enter, leave));
    }

    public double mean() {
        return sum.toDouble() / duration.toDouble();
    }

    /// In things times nanoseconds.
    public double nanos() {
        return sum.toDouble();
    }

    /// Takes in the stays of another run, as if its window had followed this one's.
    public void merge(Area other) {
        sum.add(other.sum);
        duration.add(other.duration);
    }

    boolean isSameAs(Area other) {
        return sum.isSameAs(other.sum) && duration.isSameAs(other.duration);
    }
}
