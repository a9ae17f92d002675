package billow.model.value;

/// The unit a quantity is shown and written in, with its size in the canonical unit of its dimension
/// (nanoseconds, bytes, per second, plain numbers).
public enum Unit {
    COUNT(Dimension.NUMBER, "", 1),
    PERCENT(Dimension.NUMBER, "%", 0.01),
    NANOSECOND(Dimension.TIME, "ns", 1),
    MICROSECOND(Dimension.TIME, "µs", 1e3),
    MILLISECOND(Dimension.TIME, "ms", 1e6),
    SECOND(Dimension.TIME, "s", 1e9),
    MINUTE(Dimension.TIME, "min", 60e9),
    HOUR(Dimension.TIME, "h", 3600e9),
    DAY(Dimension.TIME, "d", 86_400e9),
    BYTE(Dimension.SIZE, "B", 1),
    KILOBYTE(Dimension.SIZE, "KB", 1024),
    MEGABYTE(Dimension.SIZE, "MB", 1024.0 * 1024),
    GIGABYTE(Dimension.SIZE, "GB", 1024.0 * 1024 * 1024),
    TERABYTE(Dimension.SIZE, "TB", 1024.0 * 1024 * 1024 * 1024),
    PER_SECOND(Dimension.RATE, "/s", 1),
    PER_MINUTE(Dimension.RATE, "/min", 1 / 60.0),
    PER_HOUR(Dimension.RATE, "/h", 1 / 3600.0),
    PER_DAY(Dimension.RATE, "/d", 1 / 86_400.0);

    /// What is measured. KB, MB and GB are 1024-based, as AWS uses them for its services.
    public enum Dimension {
        NUMBER,
        TIME,
        SIZE,
        RATE
    }

    private final Dimension dimension;
    private final String symbol;
    private final double size;

    Unit(Dimension dimension, String symbol, double size) {
        this.dimension = dimension;
        this.symbol = symbol;
        this.size = size;
    }

    public Dimension dimension() {
        return dimension;
    }

    public String symbol() {
        return symbol;
    }

    /// This unit in canonical units: nanoseconds, bytes, per second, or plain numbers.
    public double size() {
        return size;
    }

    public double toCanonical(double value) {
        return value * size;
    }

    public double fromCanonical(double canonical) {
        return canonical / size;
    }
}
