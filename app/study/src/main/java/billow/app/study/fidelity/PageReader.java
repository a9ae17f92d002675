package billow.app.study.fidelity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the Markdown the pages are written in: a title, headings, paragraphs, lists and tables.
final class PageReader {
    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private final List<List<String>> table = new ArrayList<>();
    private String title = "";

    void line(String line) {
        var text = line.strip();
        if (text.startsWith("|")) {
            endParagraph();
            var cells = cells(text);
            if (!cells.stream().allMatch(c -> c.matches(":?-+:?"))) table.add(cells);
            return;
        }
        endTable();
        if (text.isEmpty()) endParagraph();
        else if (text.startsWith("# ")) title = plain(text.substring(2));
        else if (text.startsWith("#")) {
            endParagraph();
            blocks.add(new Block.Heading(plain(text.replaceFirst("^#+ *", ""))));
        } else {
            if (text.startsWith("- ") || text.startsWith("* ")) {
                endParagraph();
                text = "• " + text.substring(2);
            }
            paragraph.append(paragraph.isEmpty() ? "" : " ").append(text);
        }
    }

    String title() {
        return title;
    }

    List<Block> blocks() {
        endParagraph();
        endTable();
        return List.copyOf(blocks);
    }

    private void endParagraph() {
        if (!paragraph.isEmpty()) blocks.add(new Block.Paragraph(plain(paragraph.toString())));
        paragraph.setLength(0);
    }

    private void endTable() {
        if (table.isEmpty()) return;
        int columns = table.getFirst().size();
        var rows = table.stream().skip(1).map(row -> filled(row, columns)).toList();
        blocks.add(new Block.Table(table.getFirst(), rows));
        table.clear();
    }

    private static List<String> filled(List<String> row, int columns) {
        var all = new ArrayList<>(row.subList(0, Math.min(columns, row.size())));
        while (all.size() < columns) all.add("");
        return all;
    }

    private static List<String> cells(String row) {
        var inner = row.substring(1, row.endsWith("|") && row.length() > 1 ? row.length() - 1 : row.length());
        return Arrays.stream(inner.split("(?<!\\\\)\\|", -1))
                .map(c -> plain(c.replace("\\|", "|").strip()))
                .toList();
    }

    /// Without the signs of links, code and emphasis.
    private static String plain(String text) {
        return text.replaceAll("\\[([^\\]]+)]\\([^)]*\\)", "$1")
                .replace("`", "")
                .replace("**", "")
                .replaceAll("(?<![\\w*])\\*([^*\\s][^*]*)\\*(?![\\w*])", "$1");
    }
}
