package billow.app.desktop.run;

import billow.app.desktop.canvas.Live;
import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.document.ValueText;
import billow.model.check.Checks;
import billow.model.check.FaultRules;
import billow.model.check.Finding;
import billow.model.design.Design;
import billow.model.design.Scenario;
import billow.model.fault.Fault;
import billow.model.fault.FaultText;
import billow.model.file.Overrides;
import billow.model.file.Vocabulary;
import billow.model.service.Catalogue;
import billow.model.value.Unit;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Snapshot;
import billow.simulator.run.TraceSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// A run as the window sees it: started, watched, paused, stopped, and what came out. FX thread only; the simulation
/// has
/// a thread of its own and is heard once a frame through one slot.
public final class RunModel {
    private static final double WATCHED_SECONDS = 14;

    private final OpenDesign open;
    private final TraceSource traces;
    private final Latest<RunReport> slot = new Latest<>();
    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>(RunState.IDLE);
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper clock = new ReadOnlyStringWrapper("00:00:00");
    private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Live> live = new ReadOnlyObjectWrapper<>(Live.NONE);
    private final ReadOnlyObjectWrapper<@Nullable Snapshot> snapshot = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Outcome> outcome = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Course> course = new ReadOnlyObjectWrapper<>(new Course());
    private final ObjectProperty<Optional<Scenario>> scenario = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<@Nullable Pace> pace = new SimpleObjectProperty<>();
    private final LongProperty seed = new SimpleLongProperty(1);
    private List<Scenario> known = List.of();
    private List<Fault> faults = List.of();
    private long grown;
    private long endNanos;
    private @Nullable RunThread thread;
    private Signs signs = new Signs(Design.EMPTY);

    public RunModel(OpenDesign open, TraceSource traces) {
        this.open = open;
        this.traces = traces;
        pace.subscribe(p -> {
            var running = thread;
            if (running != null && p != null) running.pace(p);
        });
        open.designProperty().subscribe(d -> {
            outdated();
            scenario.get().ifPresent(chosen -> scenario.set(following(chosen, d)));
            known = d.scenarios();
        });
    }

    /// The chosen scenario after an edit: that of the same name, or the one in its place when it was renamed.
    private Optional<Scenario> following(Scenario chosen, Design design) {
        var now = design.scenarios();
        var same = now.stream().filter(s -> s.name().equals(chosen.name())).findFirst();
        int place = known.indexOf(chosen);
        return same.isPresent() || place < 0 || known.size() != now.size() ? same : Optional.of(now.get(place));
    }

    /// The drawing is another than the one that was run: its figures leave the canvas, the result stays below.
    private void outdated() {
        if (state.get() != RunState.FINISHED || live.get() == Live.NONE) return;
        live.set(Live.NONE);
        remark.set("The drawing has changed since this run");
    }

    public ReadOnlyObjectProperty<RunState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public RunState state() {
        return state.get();
    }

    /// Share of what is being done now, 0 to 1.
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// Simulated time of day.
    public ReadOnlyStringProperty clockProperty() {
        return clock.getReadOnlyProperty();
    }

    /// What is going on, in a few words; the complaint after a failure.
    public ReadOnlyStringProperty remarkProperty() {
        return remark.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Live> liveProperty() {
        return live.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Snapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }

    /// The last result, null before the first.
    public ReadOnlyObjectProperty<@Nullable Outcome> outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Course> courseProperty() {
        return course.getReadOnlyProperty();
    }

    /// Changes with every new point of the course.
    public long courseLength() {
        return grown;
    }

    /// What breaks in the run that is watched.
    public List<Fault> faults() {
        return faults;
    }

    public ObjectProperty<Optional<Scenario>> scenarioProperty() {
        return scenario;
    }

    /// How fast it is watched; null for about a quarter of a minute.
    public ObjectProperty<@Nullable Pace> paceProperty() {
        return pace;
    }

    public LongProperty seedProperty() {
        return seed;
    }

    /// Starts, pauses, or goes on.
    public void toggle() {
        switch (state.get()) {
            case WATCHING -> pause(true);
            case PAUSED -> pause(false);
            case PREPARING, REPLICATING -> {}
            case IDLE, FINISHED, FAILED -> start();
        }
    }

    private void pause(boolean still) {
        var running = thread;
        if (running == null) return;
        running.pause(still);
        state.set(still ? RunState.PAUSED : RunState.WATCHING);
        if (still) remark.set("Paused");
    }

    /// Begins anew.
    public void start() {
        abandon();
        var blocking = Checks.of(open.design()).stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .findFirst();
        if (open.design().nodes().isEmpty()) {
            fail("There is nothing to run yet. Place Clients and something they can use.");
            return;
        }
        if (blocking.isPresent()) {
            fail(blocking.get().text());
            return;
        }
        try {
            begin(open.design());
        } catch (Overrides.BadOverride e) {
            fail(e.message());
        } catch (FaultText.BadFault e) {
            fail(e.message());
        }
    }

    private static Fault fault(Design design, String text) throws FaultText.BadFault {
        var fault = FaultText.parse(text);
        var complaint = FaultRules.complaint(design, fault);
        if (complaint.isPresent()) throw new FaultText.BadFault(complaint.get());
        return fault;
    }

    private void begin(Design drawn) throws Overrides.BadOverride, FaultText.BadFault {
        var design = drawn;
        var settings = RunSettings.DEFAULT.seeded(seed.get()).onThreads(threads());
        var chosen = scenario.get();
        var breaking = new ArrayList<Fault>();
        if (chosen.isPresent()) {
            var vocabulary = new Vocabulary(Catalogue.kinds(), Catalogue.account());
            design = new Overrides(vocabulary).apply(drawn, chosen.get());
            for (var text : chosen.get().faults()) breaking.add(fault(design, text));
            var length = chosen.get().durationNanos();
            if (length != null) settings = settings.lasting(length);
            if (chosen.get().warmupNanos() != null)
                settings = settings.warmingUp(chosen.get().warmupNanos());
        }
        faults = List.copyOf(breaking);
        open.lockedProperty().set(true);
        signs = new Signs(design);
        course.set(new Course());
        grown = 0;
        slot.clear();
        progress.set(-1);
        remark.set("Finding out how long the start shows…");
        state.set(RunState.PREPARING);
        var wanted = pace.get();
        var begun = new RunThread(design, settings, wanted == null ? new Pace(0.7) : wanted, traces, faults, slot);
        thread = begun;
        Thread.ofPlatform().daemon().name("simulation").start(begun);
    }

    private static int threads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    private void fail(String message) {
        remark.set(message);
        state.set(RunState.FAILED);
        open.lockedProperty().set(false);
    }

    /// Ends the run and keeps what was measured so far.
    public void stop() {
        var running = thread;
        if (running != null && state.get().active()) running.stop();
    }

    /// Back to the drawing board: ends the run, shows nothing of it on the canvas. The last result stays.
    public void leave() {
        abandon();
        live.set(Live.NONE);
        if (state.get().active()) state.set(RunState.IDLE);
        open.lockedProperty().set(false);
    }

    private void abandon() {
        var running = thread;
        if (running != null) running.abandon();
        thread = null;
        slot.clear();
    }

    /// Takes over what the simulation said last; called once a frame.
    public void frame() {
        slot.take(report -> {
            switch (report) {
                case RunReport.Watching w -> show(w);
                case RunReport.Replicating(var share, var replications, var left) -> {
                    state.set(RunState.REPLICATING);
                    progress.set(share);
                    clock.set(clockText(endNanos));
                    remark.set("%d replications for the intervals%s".formatted(replications, eta(left)));
                }
                case RunReport.Finished(var result) -> {
                    thread = null;
                    progress.set(1);
                    open.lockedProperty().set(false);
                    outcome.set(result);
                    remark.set(summary(result));
                    state.set(RunState.FINISHED);
                }
                case RunReport.Failed(var message) -> {
                    thread = null;
                    fail(message);
                }
            }
        });
    }

    private void show(RunReport.Watching w) {
        var now = w.snapshot();
        var running = thread;
        if (state.get() == RunState.PREPARING) {
            state.set(RunState.WATCHING);
            if (pace.get() == null && running != null)
                pace.set(Pace.lasting(now.endNanos() - now.warmupNanos(), WATCHED_SECONDS));
        }
        endNanos = now.endNanos();
        clock.set(clockText(now.nowNanos()));
        progress.set((double) now.nowNanos() / now.endNanos());
        if (state.get() == RunState.WATCHING) {
            double left = (now.endNanos() - now.nowNanos()) / 1e9 / Math.max(1e-9, w.achieved());
            remark.set(speed(w.achieved()) + eta(left));
        }
        live.set(signs.of(now));
        if (course.get().add(now)) grown++;
        snapshot.set(now);
    }

    private static String speed(double achieved) {
        return ValueText.grouped(new java.math.BigDecimal(achieved)
                        .round(new java.math.MathContext(2))
                        .doubleValue())
                + " × real time";
    }

    private static String eta(double seconds) {
        if (seconds < 0 || !Double.isFinite(seconds)) return "";
        return " · " + ValueText.rounded(Math.ceil(seconds) * 1e9, Unit.SECOND) + " left";
    }

    private static String summary(Outcome outcome) {
        var result = outcome.result();
        int runs = result.replications().size();
        return "%s of traffic%s, %s requests"
                .formatted(
                        ValueText.rounded(result.simulatedSeconds() * 1e9, Unit.HOUR),
                        runs == 1 ? "" : " × " + runs,
                        ValueText.grouped(result.requests().offered()));
    }

    static String clockText(long nanos) {
        long seconds = nanos / 1_000_000_000;
        long days = seconds / 86_400;
        var time = "%02d:%02d:%02d".formatted(seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        return days == 0 ? time : "day " + (days + 1) + " " + time;
    }
}
