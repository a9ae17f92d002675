package billow.pricing;

import billow.pricing.book.Quote;
import billow.pricing.book.Status;
import org.jspecify.annotations.Nullable;

/// What a bill line rests on.
///
/// @param source where the figure comes from
/// @param date   of the source, as far as known: `2026-10-01`, `2026-10` or `undated`
/// @param status how far the figure can be trusted
/// @param remark what a reader has to be told, for example `estimated from us-east-1`, or null when nothing
/// @param counted how uses were rounded and which ones count, for example `each request up to a multiple of 64 KB`, or
///                null when there is nothing to say
public record Evidence(
        String source,
        String date,
        Status status,
        @Nullable String remark,
        @Nullable String counted) {

    /// Evidence for an amount that the account's own settings state.
    static final Evidence SETTINGS = new Evidence("settings of the account", "undated", Status.VERIFIED, null, null);

    static Evidence of(Quote quote, boolean beyondSources) {
        var newest = quote.price().newestSource();
        var remark = quote.remark();
        if (beyondSources) {
            var beyond = "no source for the highest tiers";
            remark = remark == null ? beyond : remark + "; " + beyond;
        }
        var counting = quote.meter().counting();
        return new Evidence(
                newest.what() + " (" + newest.where() + ")",
                newest.date(),
                quote.status(),
                remark,
                counting.isEmpty() ? null : counting);
    }
}
