package billow.app.cli;

/// What a command ends with.
final class ExitCodes {
    static final int DONE = 0;
    /// Done, but a goal or check failed.
    static final int FAILED = 1;
    /// The input or the call is wrong.
    static final int WRONG = 2;
    /// Could not read or write.
    static final int IO = 3;

    private ExitCodes() {}
}
