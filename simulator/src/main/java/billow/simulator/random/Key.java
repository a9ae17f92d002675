package billow.simulator.random;

/// A key is 64 random bits that belong to one draw, for example `mix(mix(run, request), stage)`, where `run` mixes
/// seed,
/// replication and node. Draw once from a key; for the next draw derive another.
///
/// `uniform`, `exponential` and `normal` use the bits as they are: their argument must come out of [#mix] or [#of].
public final class Key {
    /// 2^64 divided by the golden ratio, made odd: multiples of it spread evenly.
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /// What a rejected draw is mixed with to try again.
    private static final long AGAIN = 0x5851f42d4c957f2dL;

    private Key() {}

    /// The key of part `b` within `a`; not symmetric. Keys of consecutive numbers are as good as independent.
    public static long mix(long a, long b) {
        return scramble(a + (b + 1) * GOLDEN);
    }

    public static long mix(long a, long b, long c) {
        return mix(mix(a, b), c);
    }

    /// The key of a name, such as a node's id.
    public static long of(String id) {
        long key = id.length();
        for (int i = 0; i < id.length(); i++) key = mix(key, id.charAt(i));
        return key;
    }

    /// Evenly spread over 0 (included) to 1 (excluded), in steps of 2^-53.
    public static double uniform(long key) {
        return (key >>> 11) * 0x1p-53;
    }

    /// Exponential with mean 1.
    public static double exponential(long key) {
        int layer = (int) key & 255;
        double x = (key >>> 11) * Ziggurat.EXPONENTIAL.scaledWidth(layer);
        return x < Ziggurat.EXPONENTIAL.width(layer + 1) ? x : exponentialAtTheEdge(key, layer, x);
    }

    /// Normal with mean 0 and standard deviation 1.
    public static double normal(long key) {
        int layer = (int) key & 255;
        double x = (key >> 11) * (2 * Ziggurat.NORMAL.scaledWidth(layer));
        return Math.abs(x) < Ziggurat.NORMAL.width(layer + 1) ? x : normalAtTheEdge(key, layer, x);
    }

    private static double exponentialAtTheEdge(long key, int layer, double x) {
        while (true) {
            key = mix(key, AGAIN);
            if (layer == 0) return Ziggurat.EXPONENTIAL.tail() + logarithmic(key);
            if (Ziggurat.EXPONENTIAL.height(layer, uniform(key)) < StrictMath.exp(-x)) return x;
            key = mix(key, AGAIN);
            layer = (int) key & 255;
            x = (key >>> 11) * Ziggurat.EXPONENTIAL.scaledWidth(layer);
            if (x < Ziggurat.EXPONENTIAL.width(layer + 1)) return x;
        }
    }

    private static double normalAtTheEdge(long key, int layer, double x) {
        while (true) {
            key = mix(key, AGAIN);
            if (layer == 0) return Math.copySign(normalTail(key), x);
            if (Ziggurat.NORMAL.height(layer, uniform(key)) < StrictMath.exp(-x * x / 2)) return x;
            key = mix(key, AGAIN);
            layer = (int) key & 255;
            x = (key >> 11) * (2 * Ziggurat.NORMAL.scaledWidth(layer));
            if (Math.abs(x) < Ziggurat.NORMAL.width(layer + 1)) return x;
        }
    }

    /// Marsaglia, Generating a variable from the tail of the normal distribution, Technometrics 6 (1964), 101–102.
    private static double normalTail(long key) {
        double tail = Ziggurat.NORMAL.tail();
        while (true) {
            double beyond = logarithmic(key) / tail;
            key = mix(key, AGAIN);
            if (2 * logarithmic(key) > beyond * beyond) return tail + beyond;
            key = mix(key, AGAIN);
        }
    }

    /// Exponential with mean 1 by inversion.
    private static double logarithmic(long key) {
        return -StrictMath.log1p(-uniform(key));
    }

    /// A bijection in which every bit of the result depends on every bit of the argument: the finaliser of SplitMix64
    /// (Steele, Lea, Flood, Fast splittable pseudorandom number generators, OOPSLA 2014; constants by D. Stafford).
    private static long scramble(long z) {
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
