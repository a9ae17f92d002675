package billow.model.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Lays out JSON for people and for line-by-line comparison: what fits on a line stays on it, the rest gets a line per
/// field. An entry of a list begins with its plain fields on one line, so that identity and place stand together.
public final class JsonLayout {
    private static final int WIDTH = 110;

    private final StringBuilder out = new StringBuilder();

    private JsonLayout() {}

    /// The text of `root` with a line break at its end; the fields of an object at the root stand on lines of their
    /// own.
    public static String of(JsonNode root) {
        var layout = new JsonLayout();
        if (root.isObject() && !root.isEmpty()) layout.spread(fields(root), '{', '}', 0);
        else layout.value(root, 0, 0);
        return layout.out.append('\n').toString();
    }

    private void value(JsonNode node, int indent, int behind) {
        if (!node.isContainer() || node.isEmpty()) {
            out.append(node);
            return;
        }
        var line = line(node, WIDTH - column() - behind);
        if (line != null) out.append(line);
        else if (node.isObject()) spread(fields(node), '{', '}', indent);
        else list(node, indent);
    }

    private void list(JsonNode list, int indent) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            newLine(indent + 1);
            int comma = i < list.size() - 1 ? 1 : 0;
            entry(list.get(i), indent + 1, comma);
            if (comma == 1) out.append(',');
        }
        newLine(indent);
        out.append(']');
    }

    private void entry(JsonNode node, int indent, int behind) {
        boolean short_ = !node.isObject() || node.isEmpty() || line(node, WIDTH - column() - behind) != null;
        if (short_) {
            value(node, indent, behind);
            return;
        }
        var fields = fields(node);
        int head = 0;
        while (head < fields.size() && plain(fields.get(head).getValue())) head++;
        if (head == 0) {
            spread(fields, '{', '}', indent);
            return;
        }
        out.append("{ ");
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) out.append(i < head && room(fields.get(i)) ? ", " : ",");
            if (i >= head || (i > 0 && !endsOpen())) newLine(indent + 1);
            field(fields.get(i), indent + 1, 2);
        }
        out.append(" }");
    }

    private boolean endsOpen() {
        return out.charAt(out.length() - 1) == ' ';
    }

    private boolean room(Map.Entry<String, JsonNode> field) {
        return column() + name(field).length() + field.getValue().toString().length() + 4 <= WIDTH;
    }

    private void spread(List<Map.Entry<String, JsonNode>> fields, char open, char close, int indent) {
        out.append(open);
        for (int i = 0; i < fields.size(); i++) {
            newLine(indent + 1);
            field(fields.get(i), indent + 1, 1);
            if (i < fields.size() - 1) out.append(',');
        }
        newLine(indent);
        out.append(close);
    }

    private void field(Map.Entry<String, JsonNode> field, int indent, int behind) {
        out.append(name(field)).append(": ");
        value(field.getValue(), indent, behind);
    }

    private static String name(Map.Entry<String, JsonNode> field) {
        return tools.jackson.databind.node.JsonNodeFactory.instance
                .stringNode(field.getKey())
                .toString();
    }

    private static boolean plain(JsonNode node) {
        return !node.isContainer()
                || (node.isArray() && node.size() <= 4 && node.valueStream().noneMatch(JsonNode::isContainer));
    }

    private static List<Map.Entry<String, JsonNode>> fields(JsonNode object) {
        return new ArrayList<>(object.properties());
    }

    private int column() {
        return out.length() - (out.lastIndexOf("\n") + 1);
    }

    private void newLine(int indent) {
        out.append('\n').append("  ".repeat(indent));
    }

    /// `node` on one line, or null when that needs more than `room` characters.
    private static @org.jspecify.annotations.Nullable String line(JsonNode node, int room) {
        var line = new StringBuilder();
        return inline(node, line, room) ? line.toString() : null;
    }

    private static boolean inline(JsonNode node, StringBuilder line, int room) {
        if (line.length() > room) return false;
        if (!node.isContainer() || node.isEmpty()) {
            line.append(node);
            return line.length() <= room;
        }
        boolean object = node.isObject();
        line.append(object ? "{ " : "[");
        if (object) {
            boolean first = true;
            for (var field : node.properties()) {
                line.append(first ? "" : ", ").append(name(field)).append(": ");
                first = false;
                if (!inline(field.getValue(), line, room)) return false;
            }
        } else {
            for (int i = 0; i < node.size(); i++) {
                line.append(i == 0 ? "" : ", ");
                if (!inline(node.get(i), line, room)) return false;
            }
        }
        line.append(object ? " }" : "]");
        return line.length() <= room;
    }
}
