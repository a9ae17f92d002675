package billow.simulator.flow;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The behaviour of one node: what it does with calls that arrive, with answers to calls it made, and at times it set
/// for itself. An actor keeps everything it knows of its node; nothing is shared but [World].
public interface Actor {
    /// A call has reached this node. The actor ends it, now or later, by [World#reply], exactly once.
    ///
    /// @param time the present, or later when [#foldsArrivals]
    void arrive(int call, long time);

    /// A call this node made for `call` has ended; outcome and times are in its columns. It is freed afterwards.
    ///
    /// @param child the call that ended
    /// @param time  when it ended: the present, or later when [#foldsAnswers]
    void answered(int call, int child, long time);

    /// A time has come that the actor asked for by [World#wakeAt].
    ///
    /// @param event   one of the actor's own constants, 0 to 60 000
    /// @param subject what it noted
    void wake(int event, int subject, long time);

    /// Whether answers may be handed over ahead of their time, because nothing here depends on their order.
    default boolean foldsAnswers() {
        return false;
    }

    /// Whether calls may be handed over ahead of their time, because nothing here depends on their order.
    default boolean foldsArrivals() {
        return false;
    }

    /// Whether what this node sends on tells of the functions behind it, as recursive loop detection needs.
    default boolean tellsRounds() {
        return false;
    }

    /// Whether this node counts the rounds of a loop through it, as functions do.
    default boolean countsRounds() {
        return false;
    }

    /// A token that this node handed out has come back.
    ///
    /// @param row  with which it waits
    /// @param site what it noted to know it by
    /// @param time the present or later
    default void calledBack(int row, int site, Outcome outcome, @Nullable JsonNode answer, long time) {}

    /// Whoever works for a token that this node handed out gives a sign of life.
    default void beats(int row, int site, long time) {}

    /// Something goes wrong at this node. An actor does what concerns it and leaves the rest.
    default void struck(Disturbance.Strike strike, long time) {}

    /// Called once at time 0, before anything happens.
    default void begin() {}

    /// Called once when the run is over, at the end of its window: closes gauges, counts what is billed by time.
    default void end(long time) {}

    /// Of how many values the count of a metric is the sum, up to now: an error rate is errors over invocations. Below
    /// 0
    /// for the calls that arrived here.
    default long samples(String metric) {
        return -1;
    }

    /// What is drawn over time for the node, by metric name; each with as many values as the run has slices.
    default Map<String, Slices> slices() {
        return Map.of();
    }

    /// What is reported for the node, by metric name.
    Map<String, Measure> measures();
}
