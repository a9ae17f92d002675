package billow.test.validation;

import billow.model.value.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All comparisons, and the page that shows them.
public final class Validation {
    private Validation() {}

    /// By chapter, in the order of the page.
    static Map<String, List<Comparison>> chapters() {
        var chapters = new LinkedHashMap<String, List<Comparison>>();
        chapters.put("Closed forms", ClosedForms.all());
        chapters.put("Edge caches", EdgeCaches.all());
        chapters.put("Cold starts and environments", FunctionPools.all());
        chapters.put("Memory and processor", FunctionPools.memory());
        chapters.put("Tables and caches before them", Tables.all());
        chapters.put("Delivery", Delivery.all());
        chapters.put("Workflows", Workflows.all());
        chapters.put("Traces and mixtures", Watching.all());
        chapters.put("Messaging", Messaging.all());
        chapters.put("Cold starts by runtime", ColdStarts.all());
        chapters.put("Clients and faults", Callers.all());
        return chapters;
    }

    /// Writes the page from real runs.
    ///
    /// @param args file to write
    public static void main(String[] args) throws IOException {
        var page = new ArrayList<String>();
        page.add("# Validation");
        page.add("");
        page.add(
                "Written by `./billow validate` from real runs; not edited by hand. The same comparisons run as tests.");
        page.add("Bounds are fixed before a run; seeds are fixed, so the page changes only when the simulator does.");
        page.add(
                "In the pictures the known figure is the line in the middle, the simulated one the dot with its interval, and the bound is shaded.");
        var file = Path.of(args[0]);
        var pictures = Files.createDirectories(file.toAbsolutePath().resolveSibling("images/validation"));
        for (var chapter : chapters().entrySet()) chapter(chapter.getKey(), chapter.getValue(), page, pictures);
        Files.writeString(file, String.join("\n", page) + "\n");
    }

    private static void chapter(String chapter, List<Comparison> comparisons, List<String> page, Path pictures)
            throws IOException {
        var lines = new ArrayList<Plot.Line>();
        for (var c : comparisons) lines.add(new Plot.Line(c, c.measured().get()));
        var picture = chapter.toLowerCase(Locale.ROOT).replace(' ', '-') + ".svg";
        Files.writeString(pictures.resolve(picture), Plot.svg(chapter, lines));
        page.add("");
        page.add("## " + chapter);
        page.add("");
        page.add("![Deviation of the simulation from what is known: %s](images/validation/%s)"
                .formatted(chapter, picture));
        page.add("");
        page.add("| | what | held against | expected | simulated | bound | deviation | |");
        page.add("|---|---|---|---:|---:|---|---|---|");
        for (var line : lines) page.add(row(line.comparison(), line.simulated()));
    }

    private static String row(Comparison c, Estimate e) {
        var unit = c.unit().isEmpty() ? "" : " " + c.unit();
        var interval = e.low() == e.high() || Double.isInfinite(e.low())
                ? ""
                : " (%s to %s)".formatted(Figures.text(e.low()), Figures.text(e.high()));
        return "| %s | %s | %s | %s%s | %s%s%s | %s | %s | %s |"
                .formatted(
                        c.id(),
                        c.what(),
                        c.source(),
                        Figures.text(c.expected()),
                        unit,
                        Figures.text(e.value()),
                        unit,
                        interval,
                        c.tolerance().words(),
                        bar(c, e),
                        c.tolerance().accepts(c.expected(), e) ? "holds" : "**fails**");
    }

    /// Relative deviation as a small plot in text: the middle is the expected value, a step is one per cent.
    private static String bar(Comparison c, Estimate e) {
        if (c.tolerance() instanceof Comparison.AtMost || c.expected() == 0) return "";
        double deviation = e.value() / c.expected() - 1;
        int place = Math.clamp(Math.round(deviation * 100) + 5, 0, 10);
        return "`" + "·".repeat(place) + "●" + "·".repeat(10 - place) + "` %+.2f %%".formatted(100 * deviation);
    }
}
