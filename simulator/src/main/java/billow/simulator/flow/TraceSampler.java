package billow.simulator.flow;

import billow.simulator.random.Key;

/// Which requests X-Ray samples: so many of each second first, and a share of the others. Decided once for a request,
/// at the first node that traces it. Source: X-Ray Developer Guide, "Configuring sampling rules".
final class TraceSampler {
    private static final long SECOND = 1_000_000_000L;
    private static final int SAMPLE = 60_004;

    private final int reservoir;
    private final double rate;
    private long second = -1;
    private int taken;

    /// @param reservoir requests sampled first in each second
    /// @param rate      share of the others, 0 to 1
    TraceSampler(int reservoir, double rate) {
        this.reservoir = reservoir;
        this.rate = rate;
    }

    boolean samples(long key, long time) {
        long now = time / SECOND;
        if (now != second) {
            second = now;
            taken = 0;
        }
        if (taken < reservoir) {
            taken++;
            return true;
        }
        return Key.uniform(Key.mix(key, SAMPLE)) < rate;
    }
}
