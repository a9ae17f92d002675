package billow.model.event;

/// A pattern AWS would refuse.
public final class InvalidEventPattern extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;

    InvalidEventPattern(String path, String message) {
        super(message, null, false, false);
        this.path = path;
    }

    /// Where in the pattern: `detail.state[0].prefix`.
    public String path() {
        return path;
    }

    /// What is wrong and what was expected; never null.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
