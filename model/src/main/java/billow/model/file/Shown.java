package billow.model.file;

import tools.jackson.databind.JsonNode;

/// Values of a file as they appear in messages: short, on one line, without anything that could move a terminal.
final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    static String value(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "\"" + text(node.stringValue()) + "\"";
            case ARRAY -> node.isEmpty() ? "an empty list" : "a list";
            case OBJECT -> node.isEmpty() ? "an empty object" : "an object";
            case NULL, MISSING -> "nothing";
            default -> text(node.asString());
        };
    }

    static String text(String text) {
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
