package billow.app.cli;

import billow.pricing.book.PriceBook;
import billow.pricing.book.PriceOverlay;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which price book a command uses.
final class PriceOptions {
    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Figures that replace those of the price book, as \"billow prices import\" writes them.")
    @Nullable
    String file;

    /// @throws Complaint when the file cannot be read or is none
    PriceBook book() throws Complaint {
        var base = PriceBook.bundled();
        if (file == null) return base;
        var path = Inputs.path(file);
        try {
            return PriceOverlay.read(path, base);
        } catch (IllegalArgumentException e) {
            throw Complaint.wrong(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Complaint.io(Inputs.cannot("read", path, e));
        }
    }
}
