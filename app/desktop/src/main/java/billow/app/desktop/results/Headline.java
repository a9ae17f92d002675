package billow.app.desktop.results;

/// One measure on its card.
///
/// @param id    of the card: `p99`, `bill`, …
/// @param title as shown
/// @param value with its unit, for example `412 ms`
/// @param point the value as a number
/// @param low   lower end of the 95 % interval; infinite when it is not known
/// @param high  upper end
/// @param note  interval in words
/// @param samples what it is taken from
/// @param tone  style class of the value: `tone-plain`, `tone-caution`, `tone-bad`
public record Headline(
        String id,
        String title,
        String value,
        double point,
        double low,
        double high,
        String note,
        String samples,
        String tone) {
    /// Whether there is an interval to draw.
    public boolean bounded() {
        return Double.isFinite(low) && Double.isFinite(high) && high > low;
    }
}
