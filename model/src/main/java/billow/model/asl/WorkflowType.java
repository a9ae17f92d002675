package billow.model.asl;

/// The two kinds of workflow. Source: Step Functions Developer Guide, "Choosing workflow type".
public enum WorkflowType {
    /// Exactly once, up to one year, billed per state transition.
    STANDARD,
    /// At least once, up to five minutes, billed per request and duration.
    EXPRESS
}
