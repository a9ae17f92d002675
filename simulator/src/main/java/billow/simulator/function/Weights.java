package billow.simulator.function;

/// How an alias spreads its requests over two versions. A deployment ([Shifting]) may shift the weight while a run goes
/// on; each
/// request is drawn with the weight that holds when it arrives.
final class Weights {
    /// The version that gets what the additional one does not.
    static final int MAIN = 0;

    /// The one whose weight is given.
    static final int ADDITIONAL = 1;

    private double additional;

    Weights(double additional) {
        this.additional = additional;
    }

    /// Share of requests that go to the additional version, 0 to 1.
    double additional() {
        return additional;
    }

    /// @param share 0 to 1
    void additional(double share) {
        if (!(share >= 0 && share <= 1))
            throw new IllegalArgumentException("Expected a share from 0 to 1, received " + share + ".");
        additional = share;
    }
}
