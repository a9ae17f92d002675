package billow.pricing.offer;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads a price list in JSON, token by token.
///
/// The file lists all products first and then the terms by product id. When the terms come first they are skipped, and
/// [#read] says that the file has to be read again.
final class JsonOffer {
    private static final JsonFactory JSON = new JsonFactory();

    private final OfferSink sink;
    private final Set<String> wanted = new HashSet<>();
    private boolean productsRead;
    private boolean termsSkipped;
    private String offerCode = "";
    private String publicationDate = "";
    private boolean headerTold;

    JsonOffer(OfferSink sink) {
        this.sink = sink;
    }

    /// Reads the whole stream.
    ///
    /// @return whether the terms came before the products, so that another stream of the same file must be read
    boolean read(InputStream in) {
        termsSkipped = false;
        boolean again = productsRead;
        try (var parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT)
                throw new NoOffer("Expected a price list, received no JSON object.");
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var field = parser.currentName();
                parser.nextToken();
                readField(parser, field, again);
            }
        }
        if (!productsRead) throw new NoOffer("Expected the products of a price list, received none.");
        return termsSkipped;
    }

    private void readField(JsonParser parser, String field, boolean again) {
        switch (field) {
            case "offerCode" -> offerCode = parser.getString();
            case "publicationDate" -> publicationDate = parser.getString();
            case "products" -> {
                tellHeader();
                if (again) parser.skipChildren();
                else forEachField(parser, sku -> readProduct(parser, sku));
                productsRead = true;
            }
            case "terms" -> {
                if (productsRead) forEachField(parser, type -> readTerms(parser, type));
                else {
                    termsSkipped = true;
                    parser.skipChildren();
                }
            }
            default -> parser.skipChildren();
        }
    }

    private void tellHeader() {
        if (headerTold) return;
        headerTold = true;
        sink.header(offerCode, publicationDate);
    }

    private void readProduct(JsonParser parser, String sku) {
        var attributes = new HashMap<String, String>();
        forEachField(parser, field -> {
            if (field.equals("attributes")) forEachField(parser, name -> keep(parser, name, attributes));
            else parser.skipChildren();
        });
        var usageType = attributes.get("usagetype");
        if (usageType == null) return;
        boolean taken = sink.wants(new Product(
                sku,
                usageType,
                attributes.getOrDefault("operation", ""),
                attributes.getOrDefault("regionCode", ""),
                attributes.getOrDefault("location", attributes.getOrDefault("fromLocation", ""))));
        if (taken) wanted.add(sku);
    }

    private static void keep(JsonParser parser, String name, Map<String, String> attributes) {
        switch (name) {
            case "usagetype", "operation", "regionCode", "location", "fromLocation" ->
                attributes.put(name, parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : "");
            default -> parser.skipChildren();
        }
    }

    private void readTerms(JsonParser parser, String type) {
        if (!type.equals("OnDemand")) {
            parser.skipChildren();
            return;
        }
        forEachField(parser, sku -> {
            if (!wanted.contains(sku)) parser.skipChildren();
            else
                forEachField(
                        parser,
                        term -> forEachField(parser, field -> {
                            if (field.equals("priceDimensions"))
                                forEachField(parser, rateCode -> readRate(parser, sku));
                            else parser.skipChildren();
                        }));
        });
    }

    private void readRate(JsonParser parser, String sku) {
        var values = new HashMap<String, String>();
        forEachField(parser, field -> {
            switch (field) {
                case "beginRange", "endRange", "unit" -> values.put(field, parser.getString());
                case "pricePerUnit" -> forEachField(parser, currency -> values.put(currency, parser.getString()));
                default -> parser.skipChildren();
            }
        });
        var usd = values.get("USD");
        if (usd == null) return;
        sink.rate(
                sku,
                new Rate(
                        Amounts.number(values.getOrDefault("beginRange", "0")),
                        end(values.get("endRange")),
                        values.getOrDefault("unit", ""),
                        Amounts.number(usd)));
    }

    private static @Nullable BigDecimal end(@Nullable String range) {
        return range == null ? null : Amounts.end(range);
    }

    @FunctionalInterface
    private interface FieldReader {
        void read(String name);
    }

    /// Reads the fields of the object the parser is at; anything else is skipped.
    private static void forEachField(JsonParser parser, FieldReader reader) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            reader.read(name);
        }
    }
}
