package billow.model.edit;

import billow.model.design.Design;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The current design and the way back to every earlier one. Not thread-safe.
///
/// Designs are immutable, so a step only keeps references; undo needs no inverse operations.
public final class History {
    /// Steps kept; the oldest are forgotten first.
    public static final int DEPTH = 1000;

    private record Step(Design before, Edit edit, Design after) {}

    private final Deque<Step> done = new ArrayDeque<>();
    private final Deque<Step> undone = new ArrayDeque<>();
    private Design design;
    private boolean sealed = true;

    public History(Design start) {
        design = start;
    }

    public Design design() {
        return design;
    }

    /// Applies `edit`; one that changes nothing leaves no step. Returns the design afterwards.
    public Design push(Edit edit) {
        var after = Edit.apply(edit, design);
        if (after == design) return design;
        var last = done.peek();
        var merged = sealed || last == null ? Optional.<Edit>empty() : Edit.merge(last.edit(), edit);
        if (merged.isPresent() && last != null) {
            done.pop();
            if (after.equals(last.before())) after = last.before(); // the gesture came back to where it began
            else done.push(new Step(last.before(), merged.get(), after));
        } else {
            done.push(new Step(design, edit, after));
            if (done.size() > DEPTH) done.removeLast();
        }
        sealed = done.isEmpty();
        undone.clear();
        design = after;
        return design;
    }

    /// Ends a gesture: the next edit starts a new step even if it could be merged.
    public void seal() {
        sealed = true;
    }

    public boolean undo() {
        return step(done, undone, true);
    }

    public boolean redo() {
        return step(undone, done, false);
    }

    public boolean canUndo() {
        return !done.isEmpty();
    }

    public boolean canRedo() {
        return !undone.isEmpty();
    }

    /// What undo would take back, newest first.
    public List<String> undoLabels() {
        return labels(done);
    }

    /// What redo would do again, nearest first.
    public List<String> redoLabels() {
        return labels(undone);
    }

    private static List<String> labels(Deque<Step> steps) {
        return new ArrayList<>(steps).stream().map(s -> s.edit().label()).toList();
    }

    private boolean step(Deque<Step> from, Deque<Step> to, boolean back) {
        if (from.isEmpty()) return false;
        var step = from.pop();
        to.push(step);
        design = back ? step.before() : step.after();
        sealed = true;
        return true;
    }
}
