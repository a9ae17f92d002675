package billow.model.file;

import billow.model.check.Finding;
import java.util.ArrayList;
import java.util.List;

/// What is found while a file is read: problems that make it unreadable, and remarks that do not.
final class Problems {
    private static final int MOST = 100;

    private final List<Finding> remarks = new ArrayList<>();
    private final List<Finding> problems = new ArrayList<>();
    private final List<List<Object>> places = new ArrayList<>();

    void problem(At at, String code, String message) {
        if (problems.size() >= MOST) return;
        problems.add(Finding.error(code, at.path(), message));
        places.add(at.steps());
    }

    void remark(At at, String code, String message) {
        if (remarks.size() < MOST) remarks.add(Finding.warning(code, at.path(), message));
    }

    List<Finding> remarks() {
        return List.copyOf(remarks);
    }

    /// @throws UnreadableDesign when there was a problem
    void raise(String source, String text) throws UnreadableDesign {
        if (problems.isEmpty()) return;
        var first = problems.getFirst();
        var place = Place.of(text, places.getFirst())
                .map(p -> ":" + p.line() + ":" + p.column())
                .orElse("");
        var more = problems.size() == 1
                ? ""
                : "\n(and %d more %s)".formatted(problems.size() - 1, problems.size() == 2 ? "problem" : "problems");
        throw new UnreadableDesign(source + place + " — " + first.text() + more, problems);
    }

    // Typed access with the complaint made once.

    String text(At at, String fallback, int longest) {
        if (at.missing()) return fallback;
        if (!at.node().isString()) return refuse(at, "a text", fallback);
        var text = at.node().stringValue();
        if (text.length() <= longest) return text;
        problem(at, "file.too-long", "Expected at most %d characters, received %d.".formatted(longest, text.length()));
        return fallback;
    }

    double number(At at, double low, double high) {
        if (at.node().isNumber()) {
            double value = at.node().decimalValue().doubleValue();
            if (value >= low && value <= high) return value;
        }
        problem(
                at,
                "file.type",
                "Expected a number from %.0f to %.0f, received %s.".formatted(low, high, Shown.value(at.node())));
        return Math.max(low, 0);
    }

    /// The elements of a list, none when it is missing or no list.
    List<At> list(At at, int most) {
        if (at.missing()) return List.of();
        if (!at.node().isArray()) {
            problem(at, "file.type", "Expected a list, received " + Shown.value(at.node()) + ".");
            return List.of();
        }
        if (at.node().size() > most) {
            problem(
                    at,
                    "file.too-many",
                    "Expected at most %d entries, received %d."
                            .formatted(most, at.node().size()));
            return List.of();
        }
        return at.elements();
    }

    boolean object(At at) {
        if (at.node().isObject()) return true;
        if (!at.missing()) problem(at, "file.type", "Expected an object, received " + Shown.value(at.node()) + ".");
        return false;
    }

    private String refuse(At at, String expected, String fallback) {
        problem(at, "file.type", "Expected " + expected + ", received " + Shown.value(at.node()) + ".");
        return fallback;
    }
}
