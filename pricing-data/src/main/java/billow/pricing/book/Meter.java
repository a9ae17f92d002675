package billow.pricing.book;

import org.jspecify.annotations.Nullable;

/// Something that is counted and billed.
///
/// @param id      `service.dimension`, for example `lambda.requests`
/// @param service the service it belongs to
/// @param name    as shown to people
/// @param unit    what one of it is called, in the singular
/// @param nature  what makes its quantity grow
/// @param scope   where its price is found
/// @param rounding how single uses are rounded before they are counted, or null when they are not
/// @param note     what else counts or does not, or null
public record Meter(
        String id,
        Service service,
        String name,
        String unit,
        Nature nature,
        Scope scope,
        @Nullable Rounding rounding,
        @Nullable String note) {

    /// What makes the quantity of a meter grow.
    public enum Nature {
        /// Each request adds to it.
        TRAFFIC,
        /// Data that is kept adds to it.
        STORAGE,
        /// It runs whether anything happens or not.
        STANDING
    }

    /// Where the price of a meter is found.
    public enum Scope {
        /// In the region that uses it.
        REGION,
        /// One price everywhere.
        GLOBAL,
        /// By where the viewer is, for example `Europe, Israel`.
        EDGE
    }

    /// A service of the provider.
    ///
    /// @param id       first part of its meters' ids
    /// @param name     full name as on the provider's bill
    /// @param brief    name as used in text
    /// @param category service category of the FinOps Open Cost and Usage Specification
    /// @param offer    code of its price list file
    public record Service(String id, String name, String brief, String category, String offer) {}

    /// How the meter counts, in a line; empty when there is nothing to say.
    public String counting() {
        if (rounding == null) return note == null ? "" : note;
        return note == null ? rounding.text() : rounding.text() + "; " + note;
    }

    /// The unit's name for one of it or for several: `request`, `deliveries`, `GB`.
    public String units(boolean one) {
        if (one || unit.equals("GB") || unit.startsWith("GB ")) return unit;
        if (unit.endsWith("y")) return unit.substring(0, unit.length() - 1) + "ies";
        return unit + "s";
    }
}
