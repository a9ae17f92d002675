package billow.simulator.random;

/// Popularity of many things: rank k, from 1 to n, is drawn with probability proportional to k^-s. Needs no table.
///
/// Rejection-inversion: Hörmann, Derflinger, ACM Transactions on Modeling and Computer Simulation 6 (1996), 169–184.
public final class Zipf {
    /*
     * h(x) = x^-s and its integral H, both stretched to real x. Drawing evenly between H(1.5) - h(1) and H(n + 0.5) and
     * inverting gives an x; its nearest rank is kept unless x lies in the thin sliver where the hat exceeds h(rank).
     */
    private final long n;
    private final double s;
    private final double from;
    private final double to;
    private final double near;

    /// @param n things, 1 or more
    /// @param s exponent, 0 (all alike) or more
    public Zipf(long n, double s) {
        if (n < 1) throw new IllegalArgumentException("n — Expected 1 or more, received " + n + ".");
        if (!(s >= 0) || s > 100) throw new IllegalArgumentException("s — Expected 0 to 100, received " + s + ".");
        this.n = n;
        this.s = s;
        from = integral(1.5) - 1;
        to = integral(n + 0.5);
        near = 2 - inverse(integral(2.5) - StrictMath.pow(2, -s));
    }

    /// @param key out of [Key#mix]
    /// @return a rank from 1, the most popular, to n
    public long sample(long key) {
        while (true) {
            double u = to + Key.uniform(key) * (from - to);
            double x = inverse(u);
            long rank = Math.clamp((long) (x + 0.5), 1, n);
            if (rank - x <= near || u >= integral(rank + 0.5) - StrictMath.exp(-s * StrictMath.log(rank))) return rank;
            key = Key.mix(key, 0);
        }
    }

    /// (x^(1-s) - 1) / (1 - s), or ln x where s is 1.
    private double integral(double x) {
        double log = StrictMath.log(x);
        double y = (1 - s) * log;
        return Math.abs(y) < 1e-8 ? log * (1 + y / 2) : StrictMath.expm1(y) / (1 - s);
    }

    private double inverse(double area) {
        double y = Math.max(-1, area * (1 - s));
        return StrictMath.exp(Math.abs(y) < 1e-8 ? area * (1 - y / 2) : StrictMath.log1p(y) / (1 - s));
    }
}
