package billow.app.cli;

import billow.app.study.PriceListText;
import billow.pricing.UsageException;
import billow.pricing.book.PriceBook;
import billow.pricing.book.PriceOverlay;
import billow.pricing.offer.ImportReport;
import billow.pricing.offer.PriceListImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/// Reads price lists of AWS into a file of figures, with progress. Used once.
final class PriceImport {
    private final Terminal terminal;
    private PriceBook book;
    private boolean sound = true;

    PriceImport(Terminal terminal, PriceBook book) {
        this.terminal = terminal;
        this.book = book;
    }

    int run(List<String> files, Path target) throws Complaint {
        if (files.isEmpty()) throw Complaint.wrong("import — Expected price list files, received none.");
        for (var file : files) {
            var report = read(Inputs.path(file));
            terminal.out().print(PriceListText.of(report));
            sound &= report.problems().isEmpty();
            book = book.with(later(book.priceDate(), report.publicationDate()), report.prices());
        }
        var figures = book.unlike(PriceBook.bundled());
        try (var out = Files.newOutputStream(target)) {
            PriceOverlay.write(book.priceDate(), figures, out);
        } catch (IOException e) {
            throw Complaint.io(Inputs.cannot("written", target, e));
        }
        terminal.out().printf("%d figures written to %s; use them with --prices %s%n", figures.size(), target, target);
        terminal.out().flush();
        return sound ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private ImportReport read(Path file) throws Complaint {
        var line = new ProgressLine(terminal, false);
        try {
            return PriceListImport.read(file, book, (read, total) -> line.at((double) read / Math.max(1, total)));
        } catch (UsageException e) {
            throw Complaint.wrong(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Complaint.io(Inputs.cannot("read", file, e));
        } finally {
            line.clear();
        }
    }

    /// The later of a day and the day a list names, if it names one.
    private static LocalDate later(LocalDate day, String published) {
        if (!published.matches("\\d{4}-\\d{2}-\\d{2}.*")) return day;
        var other = LocalDate.parse(published.substring(0, 10));
        return other.isAfter(day) ? other : day;
    }
}
