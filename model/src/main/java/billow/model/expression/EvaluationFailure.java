package billow.model.expression;

/// An expression that compiled but cannot be evaluated against the data at hand. Carries the error name a state machine
/// may catch, such as `States.IntrinsicFailure`; the message is the cause without the sentence that names the state.
public final class EvaluationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String error;

    public EvaluationFailure(String error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    /// The error name, for example `States.Runtime`.
    public String error() {
        return error;
    }

    /// The cause; never null.
    public String cause() {
        return String.valueOf(getMessage());
    }
}
