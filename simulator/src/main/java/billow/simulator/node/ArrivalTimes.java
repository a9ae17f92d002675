package billow.simulator.node;

import billow.model.archetype.TrafficSource.Shape;
import billow.model.workload.Trace;
import billow.simulator.random.Key;

/// When requests come, one after the other. Each time is a function of the one before and of keyed draws.
sealed interface ArrivalTimes {
    /// Time of the next request after `last`, or [Long#MAX_VALUE] when none comes.
    ///
    /// @param number how many came before
    long after(long last, long number);

    /// Evenly spaced; under a shape each gap is what the rate at its beginning makes it.
    record Even(double perNano, Shape shape) implements ArrivalTimes {
        /// How long to look on when the rate is nothing for the moment.
        private static final long SECOND = 1_000_000_000L;

        @Override
        public long after(long last, long number) {
            long time = last;
            for (int tries = 0; tries < 10_000_000; tries++) {
                double rate = perNano * shape.factor(time);
                if (rate > 1e-15) return plus(time, 1 / rate);
                time = plus(time, SECOND);
            }
            return Long.MAX_VALUE;
        }
    }

    /// A Poisson stream of constant rate.
    record Steady(double perNano, long key) implements ArrivalTimes {
        @Override
        public long after(long last, long number) {
            return perNano == 0 ? Long.MAX_VALUE : plus(last, Key.exponential(Key.mix(key, number)) / perNano);
        }
    }

    /// A Poisson stream whose rate varies, by thinning one of its greatest rate (Lewis, Shedler 1979).
    record Thinned(double perNano, Shape shape, long key) implements ArrivalTimes {
        @Override
        public long after(long last, long number) {
            double peak = perNano * shape.peak();
            if (peak == 0) return Long.MAX_VALUE;
            long own = Key.mix(key, number);
            long time = last;
            for (int draw = 0; ; draw += 2) {
                time = plus(time, Key.exponential(Key.mix(own, draw)) / peak);
                if (time == Long.MAX_VALUE) return time;
                if (Key.uniform(Key.mix(own, draw + 1)) * shape.peak() < shape.factor(time)) return time;
            }
        }
    }

    /// Counts per interval, each interval a Poisson stream of its own rate.
    record Replayed(Trace trace, long key) implements ArrivalTimes {
        @Override
        public long after(long last, long number) {
            long own = Key.mix(key, number);
            long time = last;
            for (int draw = 0; ; draw++) {
                int interval = (int) (time / trace.intervalNanos());
                if (interval >= trace.intervals()) return Long.MAX_VALUE;
                long end = (interval + 1L) * trace.intervalNanos();
                double perNano = trace.count(interval) / trace.intervalNanos();
                long next = perNano == 0 ? end : plus(time, Key.exponential(Key.mix(own, draw)) / perNano);
                if (next < end) return next;
                time = end; // the stream has no memory: begin again with the next interval's rate
            }
        }
    }

    private static long plus(long time, double nanos) {
        return nanos < 9e18 - time ? time + (long) nanos : Long.MAX_VALUE;
    }
}
