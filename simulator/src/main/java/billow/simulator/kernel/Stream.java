package billow.simulator.kernel;

/// A source of arrivals. The kernel asks for the next time once when the stream is added and once after each arrival.
public interface Stream {
    /// Time of the next arrival in nanoseconds, not before the present; [Long#MAX_VALUE] when there is none.
    long next();

    /// Lets the arrival happen.
    ///
    /// @param time the present, as [#next()] gave it
    void fire(long time);
}
