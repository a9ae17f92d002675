package billow.pricing.export;

import java.io.IOException;
import java.util.List;

/// Comma-separated values as in RFC 4180.
final class Csv {
    private final Appendable out;

    Csv(Appendable out) {
        this.out = out;
    }

    void row(List<String> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) out.append(',');
            out.append(quoted(values.get(i)));
        }
        out.append("\r\n");
    }

    private static String quoted(String value) {
        boolean special = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return special ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
