package billow.app.desktop.run;

import billow.app.study.MonthlyBill;
import billow.model.design.Design;
import billow.model.fault.Fault;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.simulator.run.Blueprint;
import billow.simulator.run.LiveRun;
import billow.simulator.run.RunResult;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// One run, from the pilot to the bill, on a thread of its own. The window steers it by a few volatile switches and
/// learns of it through a slot; neither ever waits for the other.
final class RunThread implements Runnable {
    private static final long FRAME_NANOS = 16_000_000;
    /// There is nothing to read while the start wears off.
    private static final double WARMUP_HASTE = 6;
    private static final long LONGEST_STEP_NANOS = 30_000_000;

    private final Design design;
    private final RunSettings wanted;
    private final TraceSource traces;
    private final List<Fault> faults;
    private final Latest<RunReport> slot;
    private volatile Pace pace;
    private volatile boolean paused;
    private volatile boolean stopped;
    private volatile boolean abandoned;
    private double achieved;

    /// @param design with the scenario's changes
    /// @param faults what breaks in the scenario
    RunThread(
            Design design,
            RunSettings wanted,
            Pace pace,
            TraceSource traces,
            List<Fault> faults,
            Latest<RunReport> slot) {
        this.faults = List.copyOf(faults);
        this.design = design;
        this.wanted = wanted;
        this.pace = pace;
        this.traces = traces;
        this.slot = slot;
    }

    void pace(Pace next) {
        pace = next;
    }

    void pause(boolean still) {
        paused = still;
    }

    /// Ends it, keeping what was measured.
    void stop() {
        stopped = true;
        paused = false;
    }

    /// Ends it without a result.
    void abandon() {
        abandoned = true;
        stop();
    }

    @Override
    public void run() {
        try {
            var blueprint = Blueprint.of(design, traces, faults);
            var settings = Simulation.settled(blueprint, wanted);
            var live = new LiveRun(blueprint, settings);
            watch(live, settings);
            if (abandoned) return;
            if (stopped
                    && live.nowNanos()
                            <= Optional.ofNullable(settings.warmupNanos()).orElse(0L)) {
                slot.publish(new RunReport.Failed("Stopped during the warm-up: nothing was measured yet."));
                return;
            }
            var result = stopped ? partial(live, settings) : replicate(blueprint, settings, live);
            if (!abandoned) slot.publish(new RunReport.Finished(new Outcome(result, bill(result), faults)));
        } catch (TraceSource.UnknownTrace e) {
            slot.publish(new RunReport.Failed(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            slot.publish(new RunReport.Failed("The run broke off: " + e.getMessage()));
        }
    }

    private MonthlyBill bill(RunResult result) {
        return MonthlyBill.of(result, traces, Billing.standard(), BillingSettings.STANDARD);
    }

    private RunResult partial(LiveRun live, RunSettings settings) {
        var replication = live.finish();
        return new RunResult(design, settings.replicated(1), List.of(replication), false);
    }

    private void watch(LiveRun live, RunSettings settings) {
        long wall = System.nanoTime();
        double owed = 0;
        long warmup = Optional.ofNullable(settings.warmupNanos()).orElse(0L);
        double perWallNano = 1000;
        while (!live.isFinished() && !stopped) {
            if (paused) {
                LockSupport.parkNanos(FRAME_NANOS);
                wall = System.nanoTime();
                continue;
            }
            long now = System.nanoTime();
            var speed = pace;
            boolean warming = live.nowNanos() < warmup;
            double factor = speed.factor() * (warming ? WARMUP_HASTE : 1);
            owed = speed.unlimited() ? Double.MAX_VALUE : owed + (now - wall) * factor;
            long passed = Math.max(1, now - wall);
            wall = now;
            long step = (long) Math.min(owed, Math.max(1, perWallNano * LONGEST_STEP_NANOS));
            long before = live.nowNanos();
            live.advanceTo(before + step);
            long spent = Math.max(1000, System.nanoTime() - now);
            long moved = live.nowNanos() - before;
            perWallNano = Math.clamp((double) step / spent, perWallNano / 2, perWallNano * 2);
            owed = Math.min(owed - step, FRAME_NANOS * 4.0 * (speed.unlimited() ? 1 : factor));
            achieved = achieved == 0 ? speedOf(moved, passed) : 0.9 * achieved + 0.1 * speedOf(moved, passed);
            slot.publish(new RunReport.Watching(live.snapshot(), settings, achieved));
            if (!speed.unlimited()) LockSupport.parkNanos(FRAME_NANOS - spent);
        }
        slot.publish(new RunReport.Watching(live.snapshot(), settings, achieved));
    }

    private static double speedOf(long simulated, long wall) {
        return (double) simulated / wall;
    }

    /// All replications, the watched one again among them, so that the result is that of the command line.
    private RunResult replicate(Blueprint blueprint, RunSettings settings, LiveRun live) {
        long begin = System.nanoTime();
        return Simulation.run(blueprint, settings, share -> {
                    double spent = (System.nanoTime() - begin) / 1e9;
                    double left = share > 0.02 ? spent / share * (1 - share) : -1;
                    slot.publish(new RunReport.Replicating(share, settings.replications(), left));
                    return !stopped;
                })
                .orElseGet(() -> partial(live, settings));
    }
}
