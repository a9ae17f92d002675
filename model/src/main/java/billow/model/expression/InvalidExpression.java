package billow.model.expression;

/// An expression's text that cannot be compiled. The message names the text and what was expected.
public final class InvalidExpression extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidExpression(String message) {
        super(message, null, false, false);
    }

    /// The message; never null.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
