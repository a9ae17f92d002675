package billow.simulator.workflow;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The size of JSON written compactly in UTF-8.
final class PayloadSize {
    private PayloadSize() {}

    /// Bytes; stops counting soon after the limit is passed.
    static long bytes(JsonNode node, long limit) {
        if (node.isString()) {
            return text(node.stringValue());
        }
        if (!node.isContainer()) {
            return node.toString().length();
        }
        long bytes = 1 + Math.max(1, node.size());
        if (node.isArray()) {
            for (int i = 0; i < node.size() && bytes <= limit; i++) {
                bytes += bytes(node.get(i), limit);
            }
            return bytes;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            bytes += text(member.getKey()) + 1 + bytes(member.getValue(), limit);
            if (bytes > limit) {
                break;
            }
        }
        return bytes;
    }

    private static long text(String text) {
        long bytes = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f') {
                bytes += 2;
            } else if (c < ' ') {
                bytes += 6;
            } else if (c < 0x80) {
                bytes += 1;
            } else {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            }
        }
        return bytes;
    }
}
