package billow.simulator.log;

import billow.simulator.flow.Actor;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Takes reports, and notes when.
final class Destination implements Actor {
    private final World world;
    private final List<Long> reports = new ArrayList<>();

    Destination(World world) {
        this.world = world;
    }

    @Override
    public void arrive(int call, long time) {
        reports.add(time);
        world.reply(call, Outcome.OK, time);
    }

    @Override
    public void answered(int call, int child, long time) {
        throw new AssertionError("A destination calls nobody.");
    }

    @Override
    public void wake(int event, int subject, long time) {
        throw new AssertionError("A destination sets no times.");
    }

    @Override
    public Map<String, Measure> measures() {
        return Map.of();
    }

    List<Long> reports() {
        return reports;
    }
}
