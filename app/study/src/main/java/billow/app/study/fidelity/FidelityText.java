package billow.app.study.fidelity;

import java.util.List;

/// A page for a terminal.
public final class FidelityText {
    private static final int WIDTH = 100;

    private FidelityText() {}

    public static String of(FidelityPage page) {
        var out = new StringBuilder(page.title()).append('\n');
        for (var block : page.blocks()) {
            out.append('\n');
            switch (block) {
                case Block.Heading heading ->
                    out.append(heading.text())
                            .append('\n')
                            .append("-".repeat(heading.text().length()))
                            .append('\n');
                case Block.Paragraph paragraph -> wrap(out, "", "", paragraph.text());
                case Block.Table table -> table(out, table);
            }
        }
        return out.toString();
    }

    private static void table(StringBuilder out, Block.Table table) {
        out.append(String.join(" | ", named(table.header()))).append('\n');
        for (var row : table.rows()) {
            var rest = String.join("; ", named(row.subList(1, row.size())));
            wrap(out, "  ", "      ", rest.isEmpty() ? row.getFirst() : row.getFirst() + ": " + rest);
        }
    }

    private static List<String> named(List<String> cells) {
        return cells.stream().filter(c -> !c.isEmpty() && !c.equals("–")).toList();
    }

    private static void wrap(StringBuilder out, String first, String others, String text) {
        var line = new StringBuilder(first);
        for (var word : text.split(" +")) {
            if (line.length() + word.length() > WIDTH && !line.toString().isBlank()) {
                out.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(others);
            }
            line.append(word).append(' ');
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
