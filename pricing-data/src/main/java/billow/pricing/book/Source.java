package billow.pricing.book;

/// Where a figure comes from.
///
/// @param id   short name used in price files, for example `A`
/// @param what what kind of document it is
/// @param where address, or path and commit, or how it was kept
/// @param date  date of the document as far as known: `2026-10-01`, `2026-10`, `2026` or `undated`
public record Source(String id, String what, String where, String date) {
    public Source {
        if (id.isBlank() || what.isBlank() || date.isBlank())
            throw new IllegalArgumentException(
                    "source — Expected an id, what it is and its date, received \"%s\", \"%s\", \"%s\"."
                            .formatted(id, what, date));
    }
}
