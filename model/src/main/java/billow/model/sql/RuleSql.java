package billow.model.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The statement of a rule of AWS IoT: which topics, which messages of them, and what of these. Immutable.
///
/// Understood are `SELECT` with `*`, paths, computed values and names, `FROM` with `+` and `#`, and `WHERE` with
/// comparisons, `AND`, `OR`, `NOT`, arithmetic and some functions.
/// Source: AWS IoT Core Developer Guide, "AWS IoT SQL reference".
public final class RuleSql {
    private final List<Item> items;
    private final TopicFilter from;
    private final @Nullable Expression where;

    /// @param value what is selected; null for all of the message
    record Item(@Nullable Expression value, String name) {}

    RuleSql(List<Item> items, TopicFilter from, @Nullable Expression where) {
        this.items = List.copyOf(items);
        this.from = from;
        this.where = where;
    }

    /// @throws InvalidRuleSql when it is no statement of a rule
    public static RuleSql parse(String sql) {
        return new Parser(sql).statement();
    }

    public TopicFilter from() {
        return from;
    }

    /// Whether it asks for more than a topic.
    public boolean looksIntoMessages() {
        return where != null;
    }

    /// Whether it takes a message of one of its topics.
    public boolean takes(JsonNode message, @Nullable String topic) {
        return where == null || Expression.isTrue(where.value(message, topic));
    }

    /// What it hands on of a message; undefined parts are left out.
    public JsonNode select(JsonNode message, @Nullable String topic) {
        if (items.size() == 1 && items.getFirst().value() == null) return message;
        var selected = Expression.NODES.objectNode();
        for (var item : items) {
            var value = item.value();
            if (value == null) {
                message.properties().forEach(p -> selected.set(p.getKey(), p.getValue()));
                continue;
            }
            var part = value.value(message, topic);
            if (!part.isMissingNode()) selected.set(item.name(), part);
        }
        return selected;
    }
}
