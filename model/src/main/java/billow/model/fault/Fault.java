package billow.model.fault;

/// Something that breaks at a set time and is whole again later.
///
/// @param text     as written, `kill orders at 10m for 2m`
/// @param action   what happens
/// @param target   id of a node or link, or `account`
/// @param atNanos  when it begins, from the beginning of the time that is measured
/// @param forNanos how long it lasts; 0 for a moment, [Long#MAX_VALUE] until the end
public record Fault(String text, Action action, String target, long atNanos, long forNanos) {

    public sealed interface Action {}

    /// A function loses its environments and what runs in them; for as long as it lasts, calls of the node are answered
    /// with a server error.
    public record Kill() implements Action {}

    /// Work takes longer.
    ///
    /// @param factor   on the time of the node's own work, at least 1
    /// @param addNanos added to each call
    public record Slow(double factor, long addNanos) implements Action {}

    /// A share of the calls fails: a function's handler with an error, other nodes and links with a server error.
    public record Fail(double share) implements Action {}

    /// A link is cut: its calls get no answer until their caller or the connection gives up.
    public record Cut() implements Action {}

    /// A quota is lower. Calls beyond are throttled.
    ///
    /// @param perSecond calls of the node per second; NaN for a limit of executions
    /// @param atOnce    executions at once, of a function or of the account
    public record Limit(double perSecond, int atOnce) implements Action {}

    /// A cache loses what it holds.
    public record Flush() implements Action {}

    /// The next messages sent to a queue, records written to a stream or to a table with one, or asynchronous
    /// events of a function can't be processed.
    public record Poison(int messages) implements Action {}

    /// A share of the capacity is lost, as with an Availability Zone ([Placement]): of a function's environments
    /// and of what runs in them, and the same share of the executions it may have; of other things the calls of
    /// that share. Of the account: of all that live in zones.
    public record Lose(double share) implements Action {}

    /// Whether `nanos`, counted as [#atNanos], lies within it.
    public boolean covers(long nanos) {
        return nanos >= atNanos && nanos - atNanos < forNanos;
    }
}
