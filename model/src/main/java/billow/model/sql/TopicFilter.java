package billow.model.sql;

/// A filter of topics: levels between slashes, `+` for any one level, `#` at the end for all that follow.
/// Source: AWS IoT Core Developer Guide, "MQTT topics".
public final class TopicFilter {
    private final String text;
    private final String[] levels;

    private TopicFilter(String text) {
        this.text = text;
        levels = text.split("/", -1);
    }

    /// @throws InvalidRuleSql when a wildcard is not a level of its own, or `#` not the last
    public static TopicFilter parse(String text) {
        if (text.isEmpty()) throw new InvalidRuleSql("Expected a topic filter in quotes after FROM, found nothing.");
        var filter = new TopicFilter(text);
        for (int i = 0; i < filter.levels.length; i++) {
            var level = filter.levels[i];
            boolean wild = level.contains("+") || level.contains("#");
            if (wild && level.length() > 1)
                throw new InvalidRuleSql(
                        "Expected + and # as whole levels of a topic filter, found '%s'.".formatted(level));
            if (level.equals("#") && i < filter.levels.length - 1)
                throw new InvalidRuleSql("Expected # at the end of a topic filter only, found '%s'.".formatted(text));
        }
        return filter;
    }

    public boolean matches(String topic) {
        var given = topic.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            if (i >= given.length) return false; // "a/#" does not take "a"
            if (levels[i].equals("#")) return true;
            if (!levels[i].equals("+") && !levels[i].equals(given[i])) return false;
        }
        return given.length == levels.length;
    }

    @Override
    public String toString() {
        return text;
    }
}
