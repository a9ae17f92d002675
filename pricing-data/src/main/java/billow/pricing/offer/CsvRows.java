package billow.pricing.offer;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of comma-separated values as in RFC 4180, one at a time. Blank lines are skipped.
final class CsvRows {
    /// Longest row accepted, in characters: a quote that is never closed must not swallow the file.
    private static final int MAX_ROW = 1 << 20;

    private final Reader in;
    private final StringBuilder value = new StringBuilder();
    private int pushedBack = -2;

    CsvRows(Reader in) {
        this.in = in;
    }

    /// The next row, or null at the end.
    @Nullable
    List<String> next() throws IOException {
        var row = new ArrayList<String>();
        int length = 0;
        boolean quoted = false;
        value.setLength(0);
        while (true) {
            int c = read();
            if (++length > MAX_ROW) throw new NoOffer("Expected rows of at most %d characters.".formatted(MAX_ROW));
            if (quoted && c == '"') {
                int after = read();
                if (after == '"') value.append('"');
                else {
                    quoted = false;
                    pushedBack = after;
                }
            } else if (c == -1 || !quoted && (c == '\n' || c == '\r')) {
                if (!row.isEmpty() || !value.isEmpty()) {
                    row.add(value.toString());
                    return row;
                }
                if (c == -1) return null;
            } else if (!quoted && c == ',') {
                row.add(value.toString());
                value.setLength(0);
            } else if (!quoted && c == '"' && value.toString().isBlank()) {
                quoted = true;
                value.setLength(0);
            } else value.append((char) c);
        }
    }

    private int read() throws IOException {
        if (pushedBack == -2) return in.read();
        int c = pushedBack;
        pushedBack = -2;
        return c;
    }
}
