package billow.app.desktop.run;

/// How fast simulated time goes by while a run is watched: a position from 0 to 1 on a logarithmic scale, from real
/// time
/// up, with the end of the scale for as fast as the machine can.
public record Pace(double position) {
    private static final double FASTEST = 36_000;
    public static final Pace UNLIMITED = new Pace(1);

    public Pace {
        if (!(position >= 0 && position <= 1))
            throw new IllegalArgumentException("Expected a position of 0 to 1, received %s.".formatted(position));
    }

    /// The pace at which `simulatedNanos` take about `wallSeconds`.
    public static Pace lasting(long simulatedNanos, double wallSeconds) {
        double factor = Math.max(1, simulatedNanos / 1e9 / wallSeconds);
        return new Pace(Math.clamp(0.99 * Math.log(factor) / Math.log(FASTEST), 0, 0.98));
    }

    public boolean unlimited() {
        return position >= 0.99;
    }

    /// Simulated seconds per second.
    public double factor() {
        return unlimited() ? Double.POSITIVE_INFINITY : Math.pow(FASTEST, position / 0.99);
    }

    public String text() {
        if (unlimited()) return "as fast as it goes";
        double factor = factor();
        var shown = factor < 10
                ? Math.rint(factor * 10) / 10
                : new java.math.BigDecimal(factor)
                        .round(new java.math.MathContext(2))
                        .doubleValue();
        return billow.app.desktop.document.ValueText.grouped(shown) + " × real time";
    }
}
