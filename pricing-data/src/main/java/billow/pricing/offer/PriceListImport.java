package billow.pricing.offer;

import billow.pricing.Problem;
import billow.pricing.UsageException;
import billow.pricing.book.PriceBook;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;

/// Reads one of the provider's price list files, JSON or CSV, and says what it changes in a book.
///
/// The file is streamed: memory is bounded by the number of our meters and regions, not by the size of the file.
public final class PriceListImport {
    private PriceListImport() {}

    /// @param book     the book to compare with; it is not changed
    /// @param progress told how far reading is
    /// @throws IOException    when the file cannot be read
    /// @throws UsageException when it can, but is no price list of a service of ours
    public static ImportReport read(Path file, PriceBook book, Progress progress) throws IOException {
        var name = file.getFileName() == null
                ? file.toString()
                : file.getFileName().toString();
        var collector = new Collector(book, UsageTypes.bundled(), name);
        try {
            if (isJson(file)) {
                var json = new JsonOffer(collector);
                boolean again = readJson(file, json, progress);
                if (again) readJson(file, json, progress);
            } else readCsv(file, collector, progress);
            return collector.report();
        } catch (NoOffer noOffer) {
            throw failure(name, String.valueOf(noOffer.getMessage()));
        } catch (JacksonIOException unreadable) {
            throw unreadable.getCause();
        } catch (JacksonException invalid) {
            var location = invalid.getLocation();
            var line = location == null ? 0 : location.getLineNr();
            throw failure(name, "Expected a complete price list in JSON, but line %d is broken.".formatted(line));
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private static boolean readJson(Path file, JsonOffer json, Progress progress) throws IOException {
        try (var in = open(file, progress)) {
            return json.read(in);
        }
    }

    private static void readCsv(Path file, Collector collector, Progress progress) throws IOException {
        try (var in =
                new BufferedReader(new InputStreamReader(open(file, progress), StandardCharsets.UTF_8), 1 << 16)) {
            new CsvOffer(collector).read(in);
        }
    }

    private static InputStream open(Path file, Progress progress) throws IOException {
        return new BufferedInputStream(
                new CountedInput(Files.newInputStream(file), Files.size(file), progress), 1 << 16);
    }

    private static boolean isJson(Path file) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            for (int c = in.read(); c >= 0; c = in.read())
                if (!Character.isWhitespace(c) && c != 0xEF && c != 0xBB && c != 0xBF) return c == '{' || c == '[';
        }
        return false;
    }

    private static UsageException failure(String name, String message) {
        return new UsageException(List.of(new Problem(name, message)));
    }
}
