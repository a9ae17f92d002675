package billow.pricing.usage;

import billow.model.usage.Usage;
import billow.pricing.BillingSettings;
import billow.pricing.Discount;
import billow.pricing.FreeTier;
import billow.pricing.Month;
import billow.pricing.Problem;
import billow.pricing.UsageException;
import billow.pricing.book.PriceBook;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A month's usage with the settings it is to be billed with, as in a `billow-usage` file.
///
/// ```json
/// { "billow-usage": 1, "region": "us-east-1", "freeTier": true, "month": "730h",
///   "usage": [ { "meter": "lambda.requests", "quantity": 3000000, "node": "orders", "region": "eu-west-1",
///                "tags": { "team": "shop" }, "failure": false } ],
///   "discounts": [ { "service": "lambda", "percent": 10 }, { "savingsPlan": 0.10, "percent": 17 },
///                  { "credit": 200, "name": "Free plan" } ] }
/// ```
/// `freeTier` is `true` (allowances every account has), `false`, or one of `none`, `always-free`, `legacy-12-month`.
///
/// @param usage    the quantities
/// @param freeTier allowances of the account
/// @param month    the month covered
/// @param discounts what the account pays less than the list price
public record UsageFile(Usage usage, FreeTier freeTier, Month month, List<Discount> discounts) {
    /// The format number this version writes; it reads no newer one.
    public static final int FORMAT = 1;

    /// Largest file read, in bytes. A line takes about a hundred.
    public static final long MAX_BYTES = 64L << 20;

    public UsageFile {
        discounts = List.copyOf(discounts);
    }

    public UsageFile(Usage usage, FreeTier freeTier, Month month) {
        this(usage, freeTier, month, List.of());
    }

    /// Reads a file.
    ///
    /// @param book knows which meters and regions there are
    /// @throws IOException    when the file cannot be read
    /// @throws UsageException when it can, but is not a usage file or has mistakes; no more than the first twenty
    /// are told
    public static UsageFile read(Path file, PriceBook book) throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES)
            throw new UsageException(List.of(new Problem(
                    file.getFileName() == null
                            ? file.toString()
                            : file.getFileName().toString(),
                    "Expected a usage file of at most %s, received %s.".formatted(bytes(MAX_BYTES), bytes(size)))));
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, book);
        }
    }

    /// Reads a stream to its end; as [#read(Path,PriceBook)] otherwise.
    public static UsageFile read(InputStream in, PriceBook book) throws IOException {
        return new UsageReader(book).read(in);
    }

    /// Writes it in the form [#read(Path,PriceBook)] reads.
    public void write(OutputStream out) {
        UsageWriter.write(this, out);
    }

    /// The settings the file asks for.
    public BillingSettings settings() {
        return BillingSettings.STANDARD.with(freeTier).with(month).with(discounts);
    }

    static String bytes(long bytes) {
        return bytes >= 1L << 30
                ? "%d.%d GB".formatted(bytes >> 30, (bytes & ((1L << 30) - 1)) * 10 >> 30)
                : (bytes >> 20) + " MB";
    }
}
