package billow.model.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Statements of rules as the developer guide shows them.
class RuleSqlTest {
    private static final JsonNode MESSAGE =
            json("{\"temp\": 21.5, \"n\": 7, \"unit\": \"C\", \"on\": true, \"gone\": null, \"pos\": {\"x\": [3, 4]}}");

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static boolean takes(String where) {
        return RuleSql.parse("SELECT * FROM 'a/b' WHERE " + where).takes(MESSAGE, "plant/7/data");
    }

    private static String select(String items) {
        return RuleSql.parse("SELECT " + items + " FROM 'a/b'")
                .select(MESSAGE, "plant/7/data")
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/b, a/c, false",
        "a/+, a/c, true",
        "a/+, a/b/c, false",
        "+/b, a/b, true",
        "a/#, a/b/c, true",
        "a/#, a, false",
        "#, a/b, true",
        "a/+/c, a//c, true",
        "a/b, a/b/, false"
    })
    void topicsMatchLevelByLevel(String filter, String topic, boolean matches) {
        assertThat(TopicFilter.parse(filter).matches(topic)).isEqualTo(matches);
    }

    @Test
    void conditionsAreJudgedOnWhatTheMessageSays() {
        for (var yes : new String[] {
            "temp > 21",
            "temp >= 21.5 AND n <> 8",
            "temp < 0 OR unit = 'C'",
            "NOT (temp > 30)",
            "on",
            "on = true",
            "pos.x[1] = 4",
            "n * 2 + 1 = 15",
            "n % 4 = 3",
            "-n < 0",
            "n - 2 - 2 = 3",
            "upper(unit) = 'C' and length(unit) = 1",
            "startswith(unit, 'C')",
            "isUndefined(missing)",
            "isNull(gone)",
            "topic(2) = '7'",
            "concat(unit, n) = 'C7'",
            "round(temp) = 22",
            "unit = 'it''s' or true"
        }) assertThat(takes(yes)).as(yes).isTrue();
        for (var no : new String[] {
            "temp > 21.5", "missing = 1", "NOT missing", "unit > 3", "n / 0 > 1", "unit", "topic(9) = 'x'", "gone = 1"
        }) assertThat(takes(no)).as(no).isFalse();
    }

    @Test
    void orBindsLooserThanAnd() {
        assertThat(takes("true OR false AND false")).isTrue();
        assertThat(takes("(true OR false) AND false")).isFalse();
    }

    @Test
    void selectsWhatIsAskedFor() {
        assertThat(select("temp, unit")).isEqualTo("{\"temp\":21.5,\"unit\":\"C\"}");
        assertThat(select("pos.x[0] AS x, missing")).isEqualTo("{\"x\":3}");
        assertThat(select("n * 2 AS twice, topic(1) AS place")).isEqualTo("{\"twice\":14,\"place\":\"plant\"}");
        assertThat(RuleSql.parse("SELECT * FROM 'a'").select(MESSAGE, null)).isSameAs(MESSAGE);
        assertThat(select("*, 1 AS one")).endsWith("\"one\":1}").startsWith("{\"temp\":21.5");
    }

    @Test
    void whatIsNoStatementIsRefusedWithAReason() {
        refused("SELEC * FROM 'a'", "Expected SELECT, found SELEC.");
        refused("SELECT * FROM a", "Expected a topic filter in quotes after FROM, found a.");
        refused("SELECT * FROM 'a/#/b'", "Expected # at the end of a topic filter only, found 'a/#/b'.");
        refused("SELECT * FROM 'a/x+'", "Expected + and # as whole levels of a topic filter, found 'x+'.");
        refused("SELECT * FROM 'a' WHERE", "Expected a value, found the end.");
        refused("SELECT * FROM 'a' WHERE x >", "Expected a value, found the end.");
        refused("SELECT x + 1 FROM 'a'", "Expected AS and a name for what is computed, found FROM.");
        refused("SELECT * FROM 'a' WHERE magic(1) = 1", "Expected a function Billow knows, found magic.");
        refused("SELECT * FROM 'a' GROUP", "Expected WHERE or the end, found GROUP.");
        refused("SELECT * FROM 'a", "Expected ' at the end of a text, found the end.");
    }

    private static void refused(String sql, String reason) {
        assertThatThrownBy(() -> RuleSql.parse(sql))
                .as(sql)
                .isInstanceOf(InvalidRuleSql.class)
                .hasMessage(reason);
    }
}
