package billow.simulator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import billow.simulator.flow.Account;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Measure;
import billow.simulator.flow.World;
import billow.simulator.kernel.Checks;
import billow.simulator.random.Key;
import billow.simulator.statistics.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DueRowsTest {
    private static final int ADD = 0;
    private static final int FREE = 1;
    private static final int DUE = 2;
    private static final long DELAY = 1000;

    /// Rows are added and most of them freed before they are due, with numbers used again.
    @Property(tries = 100)
    void tellsEveryRowThatLivesAtItsTime(@ForAll long seed, @ForAll @IntRange(min = 1, max = 2000) int steps) {
        var world = new World(
                1, new Account(1, 1, 1), new Window(0, steps * 10L + 2 * DELAY), List.of(), true, Checks.FULL);
        var owner = new Owner(world, seed, steps);
        world.place(owner);
        world.run();
        assertThat(owner.told).isEqualTo(owner.expected);
        assertThat(owner.rows.live()).isZero();
    }

    private static final class Owner implements Actor {
        private final World world;
        private final long seed;
        private final int steps;
        private final Rows rows = new Rows();
        private final DueRows due;
        private final List<Long> told = new ArrayList<>();
        private final List<Long> expected = new ArrayList<>();

        private Owner(World world, long seed, int steps) {
            this.world = world;
            this.seed = seed;
            this.steps = steps;
            due = new DueRows(world, 0, DUE, rows);
        }

        @Override
        public void begin() {
            for (int i = 0; i < steps; i++) world.wakeAt(10L * i, 0, ADD, i);
        }

        @Override
        public void wake(int event, int subject, long time) {
            switch (event) {
                case ADD -> {
                    int row = rows.take();
                    due.add(row, time + DELAY);
                    boolean freed = Key.uniform(Key.mix(seed, subject)) < 0.8;
                    if (freed) world.wakeAt(time + 1 + (Key.mix(seed, subject, 1) >>> 1) % (DELAY - 1), 0, FREE, row);
                    else expected.add(time + DELAY);
                }
                case FREE -> rows.free(subject);
                default -> {
                    if (!due.comes(time)) return;
                    for (int row = due.poll(time); row >= 0; row = due.poll(time)) {
                        told.add(time);
                        rows.free(row);
                    }
                }
            }
        }

        @Override
        public void arrive(int call, long time) {
            throw new AssertionError();
        }

        @Override
        public void answered(int call, int child, long time) {
            throw new AssertionError();
        }

        @Override
        public Map<String, Measure> measures() {
            return Map.of();
        }
    }
}
