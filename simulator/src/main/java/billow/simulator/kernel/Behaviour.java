package billow.simulator.kernel;

/// What one node does when an event reaches it.
@FunctionalInterface
public interface Behaviour {
    /// @param event   one of the node's own constants
    /// @param subject the request, message or environment concerned
    /// @param time    the present, in nanoseconds of virtual time
    void on(int event, int subject, long time);
}
