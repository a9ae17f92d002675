package billow.model.sql;

/// A statement AWS IoT would refuse.
public final class InvalidRuleSql extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidRuleSql(String message) {
        super(message, null, false, false);
    }

    /// What is wrong and what was expected; never null.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
