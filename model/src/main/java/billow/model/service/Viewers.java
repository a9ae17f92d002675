package billow.model.service;

import static billow.model.service.Declare.assumed;

import billow.model.kind.Meter;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Where the viewers of a distribution are: weights of geographies. As long as all are 0, they are where the design's
/// region is.
final class Viewers {
    private static final Map<Geography, Param.Real> WEIGHTS = new EnumMap<>(Map.of(
            Geography.NORTH_AMERICA, weight("viewersNorthAmerica", "the United States, Mexico or Canada"),
            Geography.EUROPE, weight("viewersEurope", "Europe or Israel"),
            Geography.AFRICA, weight("viewersAfrica", "South Africa, Kenya or the Middle East"),
            Geography.SOUTH_AMERICA, weight("viewersSouthAmerica", "South America"),
            Geography.JAPAN, weight("viewersJapan", "Japan"),
            Geography.AUSTRALIA, weight("viewersAustralia", "Australia or New Zealand"),
            Geography.INDIA, weight("viewersIndia", "India"),
            Geography.ASIA, weight("viewersAsia", "the rest of Asia and the Pacific")));

    static final Param.Choice PRICE_CLASS = Declare.choice(
            Declare.documented(
                    "priceClass",
                    Section.COST,
                    "Which edge locations are used; viewers elsewhere are served from those, from further away."),
            "PriceClass_All",
            "PriceClass_100",
            "North America, Europe and Israel.",
            "PriceClass_200",
            "Those, and Africa, the Middle East and Asia.",
            "PriceClass_All",
            "All of them.");

    private Viewers() {}

    private static Param.Real weight(String name, String where) {
        return new Param.Real(
                assumed(
                        name,
                        Section.LOAD,
                        "Weight of viewers in %s; with all weights 0 the viewers are where the region is."
                                .formatted(where)),
                Unit.COUNT,
                0,
                1_000_000,
                0.0);
    }

    static List<Param<?>> params() {
        var params = new ArrayList<Param<?>>();
        for (var geography : Geography.values()) params.add(WEIGHTS.get(geography));
        params.add(PRICE_CLASS);
        return params;
    }

    private static double weight(Params p, Geography geography) {
        var param = WEIGHTS.get(geography);
        return param == null ? 0 : p.get(param);
    }

    private static double total(Params p) {
        double sum = 0;
        for (var geography : Geography.values()) sum += weight(p, geography);
        return sum;
    }

    /// Share of the viewers that are not where the region is.
    static double far(Params p, String region) {
        double total = total(p);
        return total == 0 ? 0 : 1 - weight(p, Geography.of(region)) / total;
    }

    /// Share of the requests billed by the prices of a geography. Who is served from outside the price class pays the
    /// least expensive of its geographies.
    private static double billed(Params p, Geography geography) {
        double total = total(p);
        if (total == 0) return 0;
        int priceClass = switch (p.get(PRICE_CLASS)) {
            case "PriceClass_100" -> 100;
            case "PriceClass_200" -> 200;
            default -> 999;
        };
        double sum = geography.in(priceClass) ? weight(p, geography) : 0;
        if (geography == Geography.NORTH_AMERICA)
            for (var other : Geography.values()) if (!other.in(priceClass)) sum += weight(p, other);
        return sum / total;
    }

    /// A meter priced where the viewers are: one for each geography, and one for viewers where the region is.
    static List<Meter> meters(String id, String unit, String help, Meter.Formula whole) {
        var meters = new ArrayList<Meter>();
        meters.add(new Meter(id, unit, help, (p, c) -> total(p) == 0 ? whole.quantity(p, c) : 0));
        for (var geography : Geography.values())
            meters.add(new Meter(
                    id,
                    unit,
                    help,
                    (p, c) -> {
                        double share = billed(p, geography);
                        return share == 0 ? 0 : share * whole.quantity(p, c);
                    },
                    geography.area()));
        return meters;
    }
}
