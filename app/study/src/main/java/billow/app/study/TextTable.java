package billow.app.study;

import java.util.ArrayList;
import java.util.List;

/// Columns of text, the first and those marked left aligned to the left, the others to the right.
public final class TextTable {
    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] left;

    /// @param left which columns are aligned to the left
    public TextTable(boolean... left) {
        this.left = left.clone();
    }

    public void row(String... cells) {
        rows.add(cells);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    @Override
    public String toString() {
        int columns = rows.stream().mapToInt(r -> r.length).max().orElse(0);
        var widths = new int[columns];
        for (var row : rows) for (int i = 0; i < row.length; i++) widths[i] = Math.max(widths[i], width(row[i]));
        var out = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                var gap = " ".repeat(widths[i] - width(row[i]));
                if (i > 0) line.append("  ");
                line.append(i < left.length && left[i] ? row[i] + gap : gap + row[i]);
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
