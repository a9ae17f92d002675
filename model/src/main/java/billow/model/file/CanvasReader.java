package billow.model.file;

import billow.model.design.Frame;
import billow.model.design.Note;
import billow.model.design.Point;
import billow.model.design.Scenario;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads scenarios, notes and frames.
final class CanvasReader {
    private static final int MOST = 10_000;
    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_NOTE = 100_000;
    private static final double FARTHEST = 1e6;
    private static final String AUTO = "auto";
    private static final Set<String> SCENARIO_FIELDS = Set.of("name", "note", "for", "warmup", "set", "faults");
    private static final Set<String> NOTE_FIELDS = Set.of("text", "at");
    private static final Set<String> FRAME_FIELDS = Set.of("label", "at", "size");

    private final Problems problems;

    CanvasReader(Problems problems) {
        this.problems = problems;
    }

    List<Scenario> scenarios(At list) {
        var scenarios = new ArrayList<Scenario>();
        var names = new HashSet<String>();
        for (var at : problems.list(list, MOST)) {
            if (!isObject(at)) continue;
            var name = problems.text(at.field("name"), "", LONGEST_NAME);
            if (name.isBlank() || !names.add(name))
                problems.problem(
                        at.field("name"),
                        "file.duplicate-id",
                        "Expected a name of its own, received %s."
                                .formatted(Shown.value(at.field("name").node())));
            else scenarios.add(scenario(at.called("scenarios[" + Shown.text(name) + "]"), name));
        }
        return scenarios;
    }

    private Scenario scenario(At at, String name) {
        var changes = new ArrayList<Scenario.Change>();
        var set = at.field("set");
        if (problems.object(set))
            set.node().forEachEntry((target, value) -> changes.add(new Scenario.Change(target, value)));
        return new Scenario(
                name,
                problems.text(at.field("note"), "", LONGEST_NOTE),
                span(at.field("for"), 1),
                warmup(at.field("warmup")),
                changes,
                faults(at.field("faults")),
                DesignReader.extra(at.node(), SCENARIO_FIELDS));
    }

    private List<String> faults(At list) {
        var faults = new ArrayList<String>();
        for (var fault : problems.list(list, MOST)) faults.add(problems.text(fault, "", LONGEST_NAME));
        return faults;
    }

    private @Nullable Long warmup(At at) {
        boolean automatic = at.node().isString() && at.node().stringValue().equals(AUTO);
        return automatic ? null : span(at, 0);
    }

    private @Nullable Long span(At at, long leastNanos) {
        if (at.missing()) return null;
        try {
            double nanos = QuantityText.read(at.node(), Unit.SECOND);
            if (nanos >= leastNanos && nanos < 9e18) return Math.round(nanos);
            problems.problem(
                    at,
                    "range",
                    "Expected a time of %s and less than 285 years, received %s."
                            .formatted(leastNanos == 0 ? "0 or more" : "more than 0", Shown.value(at.node())));
        } catch (Refusal e) {
            problems.problem(at, "file.type", e.message());
        }
        return null;
    }

    List<Note> notes(At list) {
        var notes = new ArrayList<Note>();
        for (var at : problems.list(list, MOST))
            if (isObject(at))
                notes.add(new Note(
                        problems.text(at.field("text"), "", LONGEST_NOTE),
                        place(at),
                        DesignReader.extra(at.node(), NOTE_FIELDS)));
        return notes;
    }

    List<Frame> frames(At list) {
        var frames = new ArrayList<Frame>();
        for (var at : problems.list(list, MOST)) {
            if (!isObject(at)) continue;
            var size = at.field("size");
            var extent = size.missing() ? new Point(240, 160) : pair(size, 0, problems);
            frames.add(new Frame(
                    problems.text(at.field("label"), "", LONGEST_NAME),
                    place(at),
                    extent.x(),
                    extent.y(),
                    DesignReader.extra(at.node(), FRAME_FIELDS)));
        }
        return frames;
    }

    private Point place(At at) {
        return at.field("at").missing() ? Point.ORIGIN : point(at.field("at"), problems);
    }

    static Point point(At at, Problems problems) {
        return pair(at, -FARTHEST, problems);
    }

    private static Point pair(At at, double least, Problems problems) {
        if (!at.node().isArray() || at.node().size() != 2) {
            problems.problem(at, "file.type", "Expected two numbers [x, y], received " + Shown.value(at.node()) + ".");
            return Point.ORIGIN;
        }
        return new Point(
                problems.number(at.element(0), least, FARTHEST), problems.number(at.element(1), least, FARTHEST));
    }

    private boolean isObject(At at) {
        if (at.node().isObject()) return true;
        problems.problem(at, "file.type", "Expected an object, received " + Shown.value(at.node()) + ".");
        return false;
    }
}
