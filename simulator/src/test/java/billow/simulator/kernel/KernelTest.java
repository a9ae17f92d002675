package billow.simulator.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import billow.simulator.random.Key;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KernelTest {
    private final Kernel kernel = new Kernel(Checks.FULL);
    private final List<String> seen = new ArrayList<>();
    private final int node = kernel.place((event, subject, time) -> seen.add(time + ":" + event + "/" + subject));

    /// Every event schedules up to two others, at random as plain events, without delay and on lanes, with few distinct
    /// times; streams add arrivals. The kernel must agree with a sorted list to the last event.
    @Property(tries = 300)
    void runsLikeASortedList(@ForAll long seed, @ForAll @IntRange(min = 0, max = 5) int streams) {
        List<String> fast = new Script(seed, streams, new FastTimeline()).run();
        List<String> plain = new Script(seed, streams, new PlainTimeline()).run();
        assertThat(fast).hasSizeGreaterThan(20).isEqualTo(plain);
    }

    @Test
    void runsEventsOfOneInstantInSchedulingOrder() {
        Lane lane = kernel.lane(5, node, 2);
        kernel.at(5, node, 1, 1);
        lane.add(2);
        lane.add(3);
        kernel.at(5, node, 1, 4);
        lane.add(5);
        kernel.at(0, node, 1, 0);
        kernel.runUntil(5);
        assertThat(seen).containsExactly("0:1/0", "5:1/1", "5:2/2", "5:2/3", "5:1/4", "5:2/5");
    }

    @Test
    void letsArrivalsComeLastAtTheirInstantAndInTheOrderOfTheirStreams() {
        kernel.add(every(10, 1));
        kernel.add(every(10, 2));
        kernel.at(20, node, 0, 0);
        kernel.runUntil(20);
        assertThat(seen).containsExactly("10:9/1", "10:9/2", "20:0/0", "20:9/1", "20:9/2");
        assertThat(kernel.executed())
                .as("four arrivals, their four events, one more")
                .isEqualTo(9);
    }

    private Stream every(long nanos, int subject) {
        return new Stream() {
            @Override
            public long next() {
                return kernel.now() + nanos;
            }

            @Override
            public void fire(long time) {
                kernel.in(0, node, 9, subject);
            }
        };
    }

    @Test
    void runsUpToAndIncludingTheEndAndGoesOnFromThere() {
        kernel.at(10, node, 0, 1);
        kernel.at(11, node, 0, 2);
        assertThat(kernel.runUntil(10)).isTrue();
        assertThat(seen).containsExactly("10:0/1");
        assertThat(kernel.now()).isEqualTo(10);
        kernel.in(0, node, 0, 3);
        kernel.runUntil(100);
        assertThat(seen).containsExactly("10:0/1", "10:0/3", "11:0/2");
        assertThat(kernel.now()).isEqualTo(100);
    }

    @Test
    void runsLanesWithoutDelayAtOnce() {
        kernel.lane(0, node, 3).add(7);
        kernel.runUntil(0);
        assertThat(seen).containsExactly("0:3/7");
    }

    @Test
    void keepsSubjectsOfEverySign() {
        kernel.at(1, node, 65_535, -1);
        kernel.at(2, node, 0, Integer.MIN_VALUE);
        kernel.lane(3, node, 1).add(-5);
        kernel.runUntil(3);
        assertThat(seen).containsExactly("1:65535/-1", "2:0/-2147483648", "3:1/-5");
    }

    @Test
    void refusesThePastAndTimesBeyondTheEndOfTime() {
        kernel.runUntil(50);
        assertThatThrownBy(() -> kernel.at(49, node, 3, 0))
                .hasMessage("Event 3 for node 0 — Expected a time from 50 ns on, received 49 ns.");
        assertThatThrownBy(() -> kernel.in(Long.MAX_VALUE, node, 0, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void noticesAStreamThatRunsBackwards() {
        Kernel careful = new Kernel();
        careful.add(new Stream() {
            @Override
            public long next() {
                return 10 - careful.now();
            }

            @Override
            public void fire(long time) {}
        });
        assertThatThrownBy(() -> careful.runUntil(100))
                .hasMessage("The clock stands at 10 ns; the next event is at 0 ns.");
    }

    @Test
    void stopsWhenThePulseSaysSoAndCanGoOn() {
        Kernel endless = new Kernel();
        int[] ticks = {0};
        int clock = endless.place((event, subject, time) -> {
            ticks[0]++;
            endless.in(1, 0, 0, 0);
        });
        endless.in(1, clock, 0, 0);
        endless.watch((now, executed) -> executed < 3 * Pulse.EVENTS);
        assertThat(endless.runUntil(1_000_000)).isFalse();
        assertThat(endless.executed()).isEqualTo(3 * Pulse.EVENTS).isEqualTo(ticks[0]);
        assertThat(endless.now()).isEqualTo(3 * Pulse.EVENTS);
        endless.watch((now, executed) -> true);
        assertThat(endless.runUntil(1_000_000)).isTrue();
        assertThat(ticks[0]).isEqualTo(1_000_000);
    }

    @Test
    void tellsStaleTimersApartByTheirDeadline() {
        Kernel k = new Kernel();
        long[] deadline = {0};
        List<Long> expired = new ArrayList<>();
        Lane[] timers = new Lane[1];
        int owner = k.place((event, subject, time) -> {
            if (event == 1) { // set again for the same subject
                timers[0].add(subject);
                deadline[0] = time + timers[0].delayNanos();
            } else if (deadline[0] == time) expired.add(time);
        });
        timers[0] = k.lane(30, owner, 2);
        for (long time : new long[] {1, 10, 20}) k.at(time, owner, 1, 4);
        k.runUntil(1000);
        assertThat(expired).containsExactly(50L);
        assertThat(timers[0].size()).isZero();
    }

    /// A random run described without saying who keeps the time.
    private static final class Script {
        private static final int EVENTS = 600;
        private final long seed;
        private final int streams;
        private final Timeline timeline;
        private final List<String> log = new ArrayList<>();
        private int started;

        Script(long seed, int streams, Timeline timeline) {
            this.seed = seed;
            this.streams = streams;
            this.timeline = timeline;
        }

        List<String> run() {
            timeline.start(this::happen);
            for (int i = 0; i < 30; i++) spawn(Key.mix(seed, -1 - i));
            for (int i = 0; i < streams; i++) timeline.arrivals(Key.mix(seed, 1_000_000 + i));
            timeline.runUntil(40);
            timeline.runUntil(1_000);
            return log;
        }

        private void happen(int subject, long time) {
            log.add(time + ":" + subject);
            long key = Key.mix(seed, subject, log.size());
            for (int i = (int) (Key.uniform(key) * 3); i > 0; i--) spawn(Key.mix(key, i));
        }

        private void spawn(long key) {
            if (started == EVENTS) return;
            int delay = (int) (Key.uniform(key) * 6);
            if (Key.uniform(Key.mix(key, 0)) < 0.3) timeline.lane(1 + delay % 2, started++);
            else timeline.in(delay, started++);
        }
    }

    private interface Happening {
        void at(int subject, long time);
    }

    private interface Timeline {
        void start(Happening happening);

        void in(long delay, int subject);

        void lane(int lane, int subject);

        void arrivals(long key);

        void runUntil(long end);
    }

    /// When the arrivals of a key happen: gaps of 0 to 7, nothing from 60 on.
    private static long arrival(long key, long last, int number) {
        long next = last + (long) (Key.uniform(Key.mix(key, number)) * 8);
        return next < 60 ? next : Long.MAX_VALUE;
    }

    private static int subject(long key, int number) {
        return (int) Key.mix(key, number) | Integer.MIN_VALUE;
    }

    private static final class FastTimeline implements Timeline {
        private final Kernel kernel = new Kernel(Checks.FULL);
        private final List<Lane> lanes = new ArrayList<>();

        @Override
        public void start(Happening happening) {
            int node = kernel.place((event, subject, time) -> happening.at(subject, time));
            for (int delay = 0; delay < 3; delay++) lanes.add(kernel.lane(delay * 2L, node, 0));
        }

        @Override
        public void in(long delay, int subject) {
            kernel.in(delay, 0, 0, subject);
        }

        @Override
        public void lane(int lane, int subject) {
            lanes.get(lane).add(subject);
        }

        @Override
        public void arrivals(long key) {
            kernel.add(new Stream() {
                private long time;
                private int number;

                @Override
                public long next() {
                    return time = arrival(key, time, number++);
                }

                @Override
                public void fire(long now) {
                    kernel.in(0, 0, 0, subject(key, number));
                }
            });
        }

        @Override
        public void runUntil(long end) {
            kernel.runUntil(end);
        }
    }

    /// Looks through everything that lies ahead, each time.
    private static final class PlainTimeline implements Timeline {
        private record Event(long time, long order, int subject) {}

        private final List<Event> ahead = new ArrayList<>();
        private final List<long[]> arrivals = new ArrayList<>(); // key, time, number
        private Happening happening = (subject, time) -> {};
        private long now;
        private long order;

        @Override
        public void start(Happening happening) {
            this.happening = happening;
        }

        @Override
        public void in(long delay, int subject) {
            ahead.add(new Event(now + delay, order++, subject));
        }

        @Override
        public void lane(int lane, int subject) {
            in(lane * 2L, subject);
        }

        @Override
        public void arrivals(long key) {
            arrivals.add(new long[] {key, arrival(key, 0, 0), 1});
        }

        @Override
        public void runUntil(long end) {
            while (true) {
                Event event = new Event(Long.MAX_VALUE, 0, 0);
                for (Event e : ahead)
                    if (e.time < event.time || e.time == event.time && e.order < event.order) event = e;
                long[] stream = {0, Long.MAX_VALUE, 0};
                for (long[] s : arrivals) if (s[1] < stream[1]) stream = s;
                long next = Math.min(event.time, stream[1]);
                if (next > end) break;
                now = next;
                if (stream[1] < event.time) {
                    in(0, subject(stream[0], (int) stream[2]));
                    stream[1] = arrival(stream[0], stream[1], (int) stream[2]++);
                } else {
                    ahead.remove(event);
                    happening.at(event.subject, now);
                }
            }
            now = end;
        }
    }
}
