package billow.simulator.watch;

import billow.model.archetype.Alarm;
import billow.model.kind.LinkKind;
import billow.model.quota.Limits;
import billow.model.value.Unit;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Deployed;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Scalable;
import billow.simulator.flow.Slices;
import billow.simulator.flow.Standing;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import billow.simulator.table.TableActor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// An alarm: looks at its metric at the end of each period and acts when its state changes.
public final class AlarmActor implements Actor, Standing {
    private static final int PERIOD_OVER = 0;
    private static final int AGAIN = 1;
    private static final int MESSAGE_BYTES = 1_000;
    private static final long REPEAT_NANOS =
            (long) Unit.SECOND.toCanonical(Limits.limit("autoscaling.repeat").standard());

    private final World world;
    private final int node;
    private final String id;
    private final Alarm spec;
    private final List<Wire> outgoing;
    private final double[] values;
    private final Slices inAlarm;
    private Evaluation evaluation;
    private @Nullable Readings readings;
    private AlarmState state = AlarmState.INSUFFICIENT_DATA;
    private long since;
    private long alarmNanos;
    private long firstAlarm = -1;
    private long alarms;
    private long changes;
    private long scalings;
    private int states;
    private int watched;
    private double latest = Double.NaN;

    public AlarmActor(World world, int node, String id, Alarm spec, List<Wire> outgoing) {
        this.world = world;
        this.node = node;
        this.id = id;
        this.spec = spec;
        this.outgoing = List.copyOf(outgoing);
        evaluation = new Evaluation(spec);
        values = new double[spec.periods() + spec.widerBy()];
        Arrays.fill(values, Double.NaN);
        inAlarm = new Slices(world.window().to());
    }

    @Override
    public void begin() {
        for (var wire : world.wires()) {
            if (wire.to() != node || wire.kind() != LinkKind.WATCH) continue;
            watched = wire.index();
            readings = new Readings(world, wire.from(), spec.metric(), spec.statistic());
            if (world.actor(wire.from()) instanceof TableActor) evaluation = new Evaluation(ignoringGaps());
            world.wakeAt(spec.periodNanos(), node, PERIOD_OVER, 0);
            return;
        }
    }

    /// Metrics of tables are always judged so.
    private Alarm ignoringGaps() {
        return new Alarm(
                spec.metric(),
                spec.statistic(),
                spec.comparison(),
                spec.threshold(),
                spec.periodNanos(),
                spec.periods(),
                spec.breaching(),
                Alarm.Missing.IGNORE,
                spec.widerBy());
    }

    @Override
    public void wake(int event, int subject, long time) {
        if (readings == null) return;
        if (event == AGAIN) {
            if (subject == states) scale(time);
            return;
        }
        world.wakeAt(Math.addExact(time, spec.periodNanos()), node, PERIOD_OVER, 0);
        double value = readings.next();
        if (isCut(watched, time)) value = Double.NaN;
        if (!Double.isNaN(value)) latest = value;
        System.arraycopy(values, 1, values, 0, values.length - 1);
        values[values.length - 1] = value;
        become(evaluation.of(values, state), time);
        if (state == AlarmState.ALARM) inAlarm.peak(time, 1);
    }

    /// Scales what is to be scaled in this state, and again in a minute.
    private void scale(long time) {
        boolean scales = false;
        for (var wire : outgoing) {
            var policy = wire.plan().scaling();
            if (policy == null || !state.name().equals(wire.plan().route())) continue;
            scales = true;
            if (isCut(wire.index(), time)) continue;
            boolean begun = world.actor(wire.to()) instanceof Scalable target
                    && target.scale(policy, latest - spec.threshold(), time);
            if (begun && world.window().contains(time)) scalings++;
        }
        if (scales) world.wakeAt(Math.addExact(time, REPEAT_NANOS), node, AGAIN, states);
    }

    @Override
    public boolean isIn(@Nullable String name) {
        return state.name().equals(name);
    }

    private void become(AlarmState next, long time) {
        if (next == state) return;
        if (state == AlarmState.ALARM) alarmNanos += world.window().overlap(since, time);
        boolean counts = world.window().contains(time);
        if (counts) changes++;
        if (next == AlarmState.ALARM) {
            if (counts) alarms++;
            if (firstAlarm < 0) firstAlarm = time;
        }
        state = next;
        since = time;
        states++;
        for (var wire : outgoing) if (next.name().equals(wire.plan().route())) act(wire, time);
        scale(time);
    }

    /// Whether metrics or actions do not get through.
    private boolean isCut(int wire, long time) {
        var disturbance = world.disturbance();
        return disturbance != null && disturbance.cuts(wire, time);
    }

    private void act(Wire wire, long time) {
        if (wire.kind() == LinkKind.SCALE) return;
        if (wire.kind() == LinkKind.ROLL_BACK) {
            if (isCut(wire.index(), time)) return;
            if (world.actor(wire.to()) instanceof Deployed deployed) deployed.rollBack(time);
            return;
        }
        int call = world.prepare(wire, -1, 0, Key.mix(Key.mix(world.keyOf(id), wire.key()), time), time);
        world.calls().bytes(call, MESSAGE_BYTES);
        if (wire.data() == null)
            world.calls()
                    .data(
                            call,
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("AlarmName", id)
                                    .put("NewStateValue", state.name()));
        world.dispatch(call, time);
    }

    @Override
    public void arrive(int call, long time) {
        throw new IllegalStateException("Nobody calls an alarm.");
    }

    @Override
    public void answered(int call, int child, long time) {
        throw new IllegalStateException("An alarm waits for nobody.");
    }

    @Override
    public void end(long time) {
        if (state == AlarmState.ALARM) alarmNanos += world.window().overlap(since, time);
        since = time;
    }

    @Override
    public Map<String, Slices> slices() {
        return Map.of("inAlarm", inAlarm);
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("alarms", new Measure.Count(alarms));
        measures.put("stateChanges", new Measure.Count(changes));
        long ongoing = state == AlarmState.ALARM ? world.window().overlap(since, world.now()) : 0;
        long watched = world.window().overlap(0, Math.max(world.now(), since));
        measures.put("inAlarm", new Measure.Share(alarmNanos + ongoing, watched));
        if (outgoing.stream().anyMatch(wire -> wire.kind() == LinkKind.SCALE))
            measures.put("scalings", new Measure.Count(scalings));
        if (firstAlarm >= 0) measures.put("firstAlarm", new Measure.Mean(firstAlarm / 1e9, 1));
        return measures;
    }
}
