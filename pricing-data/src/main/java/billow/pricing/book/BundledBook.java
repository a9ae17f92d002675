package billow.pricing.book;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads the price files that ship with the product: `index.json` names the regions and the files of figures.
final class BundledBook {
    private static final String FOLDER = "/billow/prices/";

    /// Read once, when first needed.
    static final PriceBook BOOK = read();

    private BundledBook() {}

    private static PriceBook read() {
        var index = json("index.json");
        var sources = sources(json("sources.json"));
        var catalogue = json("meters.json");
        var prices = new ArrayList<Price>();
        for (var file : index.get("files")) prices.addAll(PriceFile.prices(json(file.asString()), sources));
        return new PriceBook(
                LocalDate.parse(index.get("priceDate").asString()),
                regions(index.get("regions")),
                meters(catalogue),
                prices,
                allowances(json("allowances.json").get("allowances"), sources));
    }

    private static JsonNode json(String name) {
        try (InputStream in = BundledBook.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) throw new IllegalStateException("%s%s — Expected a price file.".formatted(FOLDER, name));
            return PriceFile.JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Source> sources(JsonNode json) {
        var sources = new LinkedHashMap<String, Source>();
        json.properties().forEach(entry -> {
            var source = entry.getValue();
            sources.put(
                    entry.getKey(),
                    new Source(entry.getKey(), text(source, "what"), text(source, "where"), text(source, "date")));
        });
        return sources;
    }

    private static List<Region> regions(JsonNode json) {
        return json.valueStream()
                .map(region -> new Region(
                        text(region, "id"),
                        text(region, "name"),
                        text(region, "usagePrefix"),
                        text(region, "geography")))
                .toList();
    }

    private static List<Meter> meters(JsonNode catalogue) {
        var services = new LinkedHashMap<String, Meter.Service>();
        catalogue.get("services").properties().forEach(entry -> {
            var service = entry.getValue();
            services.put(
                    entry.getKey(),
                    new Meter.Service(
                            entry.getKey(),
                            text(service, "name"),
                            text(service, "short"),
                            text(service, "category"),
                            text(service, "offer")));
        });
        return catalogue.get("meters").properties().stream()
                .map(entry -> meter(entry.getKey(), entry.getValue(), services))
                .toList();
    }

    private static Meter meter(String id, JsonNode json, Map<String, Meter.Service> services) {
        var service = services.get(id.substring(0, id.indexOf('.')));
        if (service == null) throw new IllegalStateException("%s — Expected a known service.".formatted(id));
        return new Meter(
                id,
                service,
                text(json, "name"),
                text(json, "unit"),
                switch (text(json, "nature")) {
                    case "traffic" -> Meter.Nature.TRAFFIC;
                    case "storage" -> Meter.Nature.STORAGE;
                    case "standing" -> Meter.Nature.STANDING;
                    default -> throw new IllegalStateException("%s — Expected a known nature.".formatted(id));
                },
                switch (json.path("scope").asString("region")) {
                    case "region" -> Meter.Scope.REGION;
                    case "global" -> Meter.Scope.GLOBAL;
                    case "edge" -> Meter.Scope.EDGE;
                    default -> throw new IllegalStateException("%s — Expected a known scope.".formatted(id));
                },
                json.has("rounding") ? rounding(json.get("rounding")) : null,
                json.has("metered") ? text(json, "metered") : null);
    }

    private static Rounding rounding(JsonNode json) {
        return new Rounding(
                text(json, "of"),
                text(json, "measure"),
                json.get("step").decimalValue(),
                json.path("free").decimalValue(BigDecimal.ZERO),
                json.path("base").decimalValue(BigDecimal.ZERO),
                json.path("minimum").decimalValue(BigDecimal.ONE));
    }

    private static List<Allowance> allowances(JsonNode json, Map<String, Source> sources) {
        return json.valueStream()
                .map(allowance -> new Allowance(
                        text(allowance, "id"),
                        text(allowance, "kind").equals("always") ? Allowance.Kind.ALWAYS : Allowance.Kind.TWELVE_MONTHS,
                        allowance.get("quantity").decimalValue(),
                        allowance
                                .get("meters")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList(),
                        allowance.path("sharing").asString("proportional").equals("in-order")
                                ? Allowance.Sharing.IN_ORDER
                                : Allowance.Sharing.PROPORTIONAL,
                        false,
                        PriceFile.sourcesOf(allowance, sources)))
                .toList();
    }

    private static String text(JsonNode json, String field) {
        return json.required(field).asString();
    }
}
