package billow.simulator.workflow;

import billow.model.asl.WorkflowType;

/// The circumstances of one execution.
///
/// @param type the kind of workflow
/// @param names for the context object
/// @param epochMillis wall-clock time at virtual time 0, milliseconds since 1970-01-01T00:00Z
/// @param chance for probabilities, jitter and functions that draw
/// @param limits what AWS may change
public record Setting(WorkflowType type, Names names, long epochMillis, Chance chance, Limits limits) {
    /// What the context object calls the execution and its machine.
    public record Names(
            String executionId, String executionName, String stateMachineId, String stateMachineName, String roleArn) {
        /// Names of a machine and an execution as AWS forms them.
        public static Names of(String machine, String execution) {
            String prefix = "arn:aws:states:us-east-1:123456789012:";
            return new Names(
                    prefix + "execution:" + machine + ":" + execution,
                    execution,
                    prefix + "stateMachine:" + machine,
                    machine,
                    "arn:aws:iam::123456789012:role/" + machine);
        }
    }

    /// Limits of the service.
    ///
    /// @param historyEvents of a Standard execution, after which it fails
    /// @param payloadBytes of a state's input or output as JSON
    /// @param inlineConcurrency iterations of an inline Map at once where it names no fewer
    /// @param distributedConcurrency children of a distributed Map at once
    /// @param expressNanos longest time of an Express execution
    public record Limits(
            int historyEvents, int payloadBytes, int inlineConcurrency, int distributedConcurrency, long expressNanos) {
        /// Source: Step Functions service quotas, 2026.
        public static final Limits DEFAULT = new Limits(25_000, 262_144, 40, 10_000, 300_000_000_000L);
    }
}
