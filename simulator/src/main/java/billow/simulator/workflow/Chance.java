package billow.simulator.workflow;

/// Uniform random numbers of one execution, found by key: the same stage always yields the same number, and the order
/// of
/// asking does not matter.
public interface Chance {
    /// The number in [0, 1) of a stage. Stages are well mixed integers, one for each draw of an execution.
    double uniform(int stage);
}
