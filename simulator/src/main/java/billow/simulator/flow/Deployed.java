package billow.simulator.flow;

/// A node whose new version is being deployed little by little.
public interface Deployed {
    /// Sends all traffic back to the old version.
    void rollBack(long time);
}
