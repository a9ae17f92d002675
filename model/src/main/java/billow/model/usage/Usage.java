package billow.model.usage;

import java.util.List;

/// What was consumed in one billing month, line by line. Simulation and estimation produce it, a price book bills it.
///
/// @param region region of every line that names none, for example `eu-west-1`
/// @param lines  quantities per meter and node; the same meter may occur for several nodes
public record Usage(String region, List<UsageLine> lines) {
    public Usage {
        lines = List.copyOf(lines);
    }
}
