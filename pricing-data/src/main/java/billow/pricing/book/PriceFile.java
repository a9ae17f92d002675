package billow.pricing.book;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The file format of price figures: one file per area.
///
/// ```json
/// {"area": "us-east-1",
///  "prices": {"sqs.standard": {"tiers": [{"from": 0, "usd": 0.0000004}], "soundBelow": 100000000000,
///                              "status": "verified", "sources": ["A", "B"], "note": "…"}}}
/// ```
/// `soundBelow` is the quantity up to which a source gives the price; above it the figure is a continuation.
final class PriceFile {
    /// Reads every number exactly.
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PriceFile() {}

    static List<Price> prices(JsonNode json, Map<String, Source> sources) {
        var area = json.required("area").asString();
        return json.required("prices").properties().stream()
                .map(entry -> price(entry.getKey(), area, entry.getValue(), sources))
                .toList();
    }

    private static Price price(String meter, String area, JsonNode json, Map<String, Source> sources) {
        return new Price(
                meter,
                area,
                tiers(json),
                Status.of(json.required("status").asString()),
                sourcesOf(json, sources),
                json.has("note") ? json.get("note").asString() : null);
    }

    /// Tiers of an entry, split where the sources end.
    private static Tiers tiers(JsonNode json) {
        var soundBelow = json.has("soundBelow") ? json.get("soundBelow").decimalValue() : null;
        var tiers = new ArrayList<Tiers.Tier>();
        for (var tier : json.required("tiers")) {
            var from = tier.required("from").decimalValue();
            boolean sound = soundBelow == null || from.compareTo(soundBelow) < 0;
            tiers.add(new Tiers.Tier(from, tier.required("usd").decimalValue(), sound));
        }
        if (soundBelow != null && tiers.stream().noneMatch(tier -> equal(tier.from(), soundBelow)))
            tiers.add(continued(tiers, soundBelow));
        return new Tiers(tiers);
    }

    private static Tiers.Tier continued(List<Tiers.Tier> tiers, BigDecimal from) {
        var last = tiers.getLast();
        if (last.from().compareTo(from) >= 0)
            throw new IllegalArgumentException("soundBelow — Expected the start of a tier or more than %s, received %s."
                    .formatted(last.from(), from));
        return new Tiers.Tier(from, last.unitPrice(), false);
    }

    private static boolean equal(BigDecimal one, BigDecimal other) {
        return one.compareTo(other) == 0;
    }

    static List<Source> sourcesOf(JsonNode json, Map<String, Source> sources) {
        var found = new ArrayList<Source>();
        for (var id : json.required("sources")) {
            var source = sources.get(id.asString());
            if (source == null)
                throw new IllegalArgumentException(
                        "sources — Expected a known source, received %s.".formatted(id.asString()));
            found.add(source);
        }
        return found;
    }
}
