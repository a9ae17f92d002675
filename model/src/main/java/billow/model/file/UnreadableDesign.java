package billow.model.file;

import billow.model.check.Finding;
import java.util.List;

/// A file that is no design this version can hold. Its message is one line for its author: place, what, expected.
public final class UnreadableDesign extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Finding> problems;

    /// @param message  `file:line:column — what · expected`
    /// @param problems all that is wrong, the first being the one of the message
    public UnreadableDesign(String message, List<Finding> problems) {
        super(message, null, false, false);
        this.problems = List.copyOf(problems);
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public List<Finding> problems() {
        return problems;
    }
}
