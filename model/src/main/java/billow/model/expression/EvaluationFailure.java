package billow.model.expression;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An expression that compiled but cannot be evaluated against the data at hand. Carries the error name a state machine
/// may catch, such as `States.IntrinsicFailure`; the message is the cause without the sentence that names the state.
public final class EvaluationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final @Nullable String raised;

    public EvaluationFailure(String error, String message) {
        this(error, message, null);
    }

    /// @param raised what the author of the expression raised by `$error`, or null
    EvaluationFailure(String error, String message, @Nullable String raised) {
        super(message, null, false, false);
        this.error = error;
        this.raised = raised;
    }

    /// What the author of the expression raised by `$error`; empty for failures of the expression itself.
    public Optional<String> raised() {
        return Optional.ofNullable(raised);
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
