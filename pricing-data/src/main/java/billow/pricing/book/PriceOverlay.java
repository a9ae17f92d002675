package billow.pricing.book;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A file of figures that replace or add to those of a book: imported from price lists, or negotiated.
///
/// The form is that of the bundled files, with the sources in the same file:
/// `{"billow-prices": 1, "priceDate": "2026-11-20", "sources": {…}, "areas": [{"area": "eu-west-1", "prices": {…}}]}`.
public final class PriceOverlay {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private PriceOverlay() {}

    /// The book with the file's figures in it.
    ///
    /// @throws IOException              when the file cannot be read
    /// @throws IllegalArgumentException when it is not such a file; the message says why
    public static PriceBook read(Path file, PriceBook base) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(PriceFile.JSON.readTree(in), base);
        } catch (JacksonException | DateTimeException | IllegalArgumentException broken) {
            var why = String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(
                    "%s — Expected a price file of this product, received: %s".formatted(file.getFileName(), why),
                    broken);
        }
    }

    private static PriceBook read(JsonNode json, PriceBook base) {
        int format = json.path("billow-prices").asInt(0);
        if (format != 1)
            throw new IllegalArgumentException(
                    "billow-prices — Expected format number 1, received %d.".formatted(format));
        var sources = BundledBook.sources(json.required("sources"));
        var prices = new ArrayList<Price>();
        for (var area : json.required("areas")) prices.addAll(PriceFile.prices(area, sources));
        return base.with(LocalDate.parse(json.required("priceDate").asString()), prices);
    }

    /// Writes figures as a file [#read] reads.
    public static void write(LocalDate priceDate, Collection<Price> prices, OutputStream out) {
        var json = JSON.createObjectNode();
        json.put("billow-prices", 1);
        json.put("priceDate", priceDate.toString());
        var sources = json.putObject("sources");
        var byArea = new TreeMap<String, List<Price>>();
        for (var price : prices) {
            byArea.computeIfAbsent(price.area(), area -> new ArrayList<>()).add(price);
            for (var source : price.sources())
                sources.putObject(source.id())
                        .put("what", source.what())
                        .put("where", source.where())
                        .put("date", source.date());
        }
        var areas = json.putArray("areas");
        byArea.forEach((area, figures) -> {
            var entry = areas.addObject();
            entry.put("area", area);
            var written = entry.putObject("prices");
            for (var price : figures) write(price, written.putObject(price.meter()));
        });
        JSON.writeValue(out, json);
    }

    private static void write(Price price, ObjectNode json) {
        var tiers = json.putArray("tiers");
        BigDecimal soundBelow = null;
        for (var tier : price.tiers().tiers()) {
            if (!tier.sound() && soundBelow == null) soundBelow = tier.from();
            var written = new LinkedHashMap<String, BigDecimal>();
            written.put("from", tier.from());
            written.put("usd", tier.unitPrice());
            tiers.addPOJO(written);
        }
        if (soundBelow != null) json.put("soundBelow", soundBelow);
        json.put("status", price.status().id());
        var sources = json.putArray("sources");
        price.sources().forEach(source -> sources.add(source.id()));
        if (price.note() != null) json.put("note", price.note());
    }
}
