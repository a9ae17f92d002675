package billow.pricing.book;

/// How far a figure of a price book can be trusted, best first.
public enum Status {
    /// Two or more independent sources agree.
    VERIFIED("verified"),
    /// One source.
    SINGLE_SOURCE("single-source"),
    /// Taken from another region, because the book has no figure for this one.
    ESTIMATED("estimated"),
    /// Known to be old.
    STALE("stale"),
    /// Sources disagree.
    CONFLICT("conflict"),
    /// Recalled, no source.
    UNVERIFIED("unverified");

    private final String id;

    Status(String id) {
        this.id = id;
    }

    /// The word used in data files and exports.
    public String id() {
        return id;
    }

    /// Whether a bill may rest on such a figure without a word about it.
    public boolean trusted() {
        return this == VERIFIED || this == SINGLE_SOURCE;
    }

    static Status of(String id) {
        for (var status : values()) if (status.id.equals(id)) return status;
        throw new IllegalArgumentException("status — Expected a known status, received %s.".formatted(id));
    }
}
