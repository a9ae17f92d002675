package billow.app.study.bill;

import billow.pricing.UsageException;
import billow.pricing.book.PriceBook;
import billow.pricing.usage.UsageFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The usage that a usage file or a result of `billow simulate --json` holds.
public final class ResultUsage {
    private static final String RESULT = "billow-result";

    private ResultUsage() {}

    /// @throws IOException    when the file cannot be read
    /// @throws UsageException when it can, but makes no sense
    public static UsageFile read(Path file, PriceBook book) throws IOException {
        if (Files.size(file) > UsageFile.MAX_BYTES || !isResult(file)) return UsageFile.read(file, book);
        JsonNode result;
        try {
            result = JsonMapper.shared().readTree(Files.readString(file));
        } catch (JacksonException e) {
            return UsageFile.read(file, book); // says what is wrong with it
        }
        var usage = JsonMapper.shared().createObjectNode();
        usage.put("billow-usage", UsageFile.FORMAT);
        var bill = result.path("bill");
        for (var name : new String[] {"region", "month", "freeTier"})
            if (bill.has(name)) usage.set(name, bill.get(name));
        if (result.has("usage")) usage.set("usage", result.get("usage"));
        try (var in = new ByteArrayInputStream(usage.toString().getBytes(StandardCharsets.UTF_8))) {
            return UsageFile.read(in, book);
        }
    }

    private static boolean isResult(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(200), StandardCharsets.UTF_8).contains('"' + RESULT + '"');
        }
    }
}
