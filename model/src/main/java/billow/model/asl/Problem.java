package billow.model.asl;

/// Something wrong or doubtful in a definition.
///
/// @param path where: `States.Pay.Retry[0].IntervalSeconds`; empty for the definition as a whole
/// @param message what is wrong with which value and what was expected
public record Problem(String path, String message, Severity severity) {
    /// How bad it is.
    public enum Severity {
        /// AWS refuses the definition, or it cannot run.
        ERROR,
        /// It runs, perhaps not as meant.
        WARNING
    }

    @Override
    public String toString() {
        return (path.isEmpty() ? "" : path + " — ") + message;
    }
}
