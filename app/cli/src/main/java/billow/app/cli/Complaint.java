package billow.app.cli;

/// Ends a command with a message for its caller and an exit code.
final class Complaint extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Complaint(String message, int exitCode) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /// The input or the call is wrong.
    static Complaint wrong(String message) {
        return new Complaint(message, ExitCodes.WRONG);
    }

    /// Something could not be read or written.
    static Complaint io(String message) {
        return new Complaint(message, ExitCodes.IO);
    }

    String message() {
        return String.valueOf(getMessage());
    }

    int exitCode() {
        return exitCode;
    }
}
