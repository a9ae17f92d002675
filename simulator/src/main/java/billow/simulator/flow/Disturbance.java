package billow.simulator.flow;

/// What goes wrong in a run, as [World] asks it. A run in which nothing goes wrong has none.
public interface Disturbance {
    /// Called once at time 0; sets the times at which [#strike] is called, by [World#strikeAt].
    void begin();

    /// A time has come that was set.
    void strike(int subject, long time);

    /// Whether calls and answers must reach the node in the order of time, ahead of none.
    boolean ordered(int node);

    /// Asked before a call enters its node: whether it never does, because it has been ended by [World#lost], or has
    /// been ended at the door by [World#refused].
    boolean stops(int call, long time);

    /// Whether nothing passes over a link at `time`. For links over which nothing is called; calls are seen to by
    /// [#stops].
    boolean cuts(int wire, long time);

    /// When an answer that was ready at `time` really comes; the difference is accounted for.
    long delayed(int call, long time);

    /// How long work at a node takes that would take `nanos`.
    long work(int node, long nanos, long time);

    /// Whether a handler of the node fails that would not have.
    boolean fails(int node, long key, long time);

    /// Something an actor must do itself.
    sealed interface Strike {}

    /// Environments and what runs in them are lost, each with this chance; calls are answered with a server error
    /// until `downUntil`.
    record Loss(double share, long downUntil) implements Strike {}

    /// No more than so many executions at once; [Integer#MAX_VALUE] lifts it.
    record Ceiling(int executions) implements Strike {}

    /// No more than this share of the executions it may have; 1 lifts it.
    record CeilingShare(double share) implements Strike {}

    /// What is cached is lost.
    record Flush() implements Strike {}
}
