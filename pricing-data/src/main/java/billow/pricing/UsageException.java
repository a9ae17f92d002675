package billow.pricing;

import java.util.List;
import java.util.stream.Collectors;

/// A usage, a price list or a setting that cannot be worked with, and why. Its message is fit to be shown to people.
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public UsageException(List<Problem> problems) {
        super(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /// All that is wrong, in the order of the input, at least one.
    public List<Problem> problems() {
        return problems;
    }
}
