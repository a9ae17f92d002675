package billow.pricing;

import billow.pricing.book.Allowance;

/// Which monthly allowances an account has.
public enum FreeTier {
    /// None: what the usage costs an account whose allowances are used up elsewhere.
    NONE("none"),
    /// Those without end, which every account has.
    ALWAYS_FREE("always-free"),
    /// Those without end and those of the first twelve months, which only accounts made before 2025-07-15 have.
    LEGACY_TWELVE_MONTHS("legacy-12-month");

    private final String id;

    FreeTier(String id) {
        this.id = id;
    }

    /// The word used in files and options.
    public String id() {
        return id;
    }

    boolean includes(Allowance.Kind kind) {
        return switch (kind) {
            case ALWAYS -> this != NONE;
            case TWELVE_MONTHS -> this == LEGACY_TWELVE_MONTHS;
        };
    }
}
