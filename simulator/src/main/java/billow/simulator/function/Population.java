package billow.simulator.function;

import billow.simulator.flow.Measure;
import billow.simulator.statistics.Area;
import billow.simulator.statistics.Gauge;
import billow.simulator.statistics.Window;

/// How many execution environments of a function there are.
final class Population {
    private final Area lives;
    private final Gauge number;

    Population(Window window) {
        lives = new Area(window);
        number = new Gauge(window);
    }

    void born(long time) {
        number.add(time, 1);
    }

    /// @param end  when it really ended, `time` or before
    /// @param time the present
    void died(long born, long end, long time) {
        lives.add(born, end);
        number.add(time, -1);
    }

    /// One that is still there when the run ends.
    void survived(long born, long until) {
        lives.add(born, until);
    }

    void close(long time) {
        number.close(time);
    }

    Measure measure() {
        return new Measure.Level(lives.mean(), number.max(), number.level());
    }
}
