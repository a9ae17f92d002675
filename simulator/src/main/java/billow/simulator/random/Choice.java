package billow.simulator.random;

/// Picks one of several alternatives by weight, in the same time however many there are.
///
/// Alias method: Walker, ACM Transactions on Mathematical Software 3 (1977), 253–256; built as by Vose, IEEE
/// Transactions on Software Engineering 17 (1991), 972–975.
public final class Choice {
    private final double[] own;
    private final int[] alias;

    private Choice(double[] own, int[] alias) {
        this.own = own;
        this.alias = alias;
    }

    /// @param weights 0 or more each, not all 0; they need not sum to 1
    public static Choice of(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY)
                throw new IllegalArgumentException(
                        "weights — Expected finite numbers, 0 or more, received " + weight + ".");
            sum += weight;
        }
        if (sum == 0) throw new IllegalArgumentException("weights — Expected one or more above 0, received none.");
        int n = weights.length;
        double[] own = new double[n];
        int[] alias = new int[n];
        int[] order = new int[n];
        int poor = 0;
        int rich = n;
        for (int i = 0; i < n; i++) {
            own[i] = weights[i] / sum * n;
            alias[i] = i;
            order[own[i] < 1 ? poor++ : --rich] = i;
        }
        // Fill each poor column up to 1 from a rich one, which may thereby become poor and is then next in line.
        for (int i = 0; i < rich && rich < n; i++) {
            int giver = order[rich];
            alias[order[i]] = giver;
            own[giver] -= 1 - own[order[i]];
            if (own[giver] < 1) rich++;
        }
        return new Choice(own, alias);
    }

    /// Number of alternatives.
    public int size() {
        return own.length;
    }

    /// @param key out of [Key#mix]
    /// @return the index of an alternative
    public int sample(long key) {
        int column = (int) ((key >>> 32) * own.length >>> 32);
        return (key & 0xffff_ffffL) * 0x1p-32 < own[column] ? column : alias[column];
    }
}
