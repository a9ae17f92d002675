package billow.app.study.fidelity;

import java.util.List;

/// A piece of a page, in plain words without markup.
public sealed interface Block {
    record Heading(String text) implements Block {}

    record Paragraph(String text) implements Block {}

    /// @param header titles of the columns; some may be empty
    /// @param rows   as many cells each as there are columns
    record Table(List<String> header, List<List<String>> rows) implements Block {
        public Table {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }
}
