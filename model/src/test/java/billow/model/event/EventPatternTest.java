package billow.model.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.event.ruler.Ruler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class EventPatternTest {
    @Test
    void judgesRecordedEventsAsTheService() {
        List<String> wrong = new ArrayList<>();
        int judged = 0;
        for (JsonNode each : recorded().get("cases")) {
            judged++;
            String expected = each.get("expect").stringValue();
            String actual = judge(each.get("pattern"), each.get("event"));
            if (!expected.equals(actual)) {
                wrong.add(each.get("id") + " expected " + expected + " but was " + actual);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(judged).isEqualTo(71);
    }

    private static JsonNode recorded() {
        String named = System.getenv("BILLOW_SHARED");
        String root = Optional.ofNullable(System.getenv("BILLOW_ROOT")).orElse(".");
        Path folder = named == null ? Path.of(root).resolve("../shared").normalize() : Path.of(named);
        Assumptions.assumeTrue(named != null || Files.isDirectory(folder), "no recordings at hand");
        Path file = folder.resolve("samples/oracles/eventbridge-patterns.json");
        assertThat(file).exists();
        return JsonMapper.shared().readTree(file);
    }

    private static String judge(JsonNode pattern, JsonNode event) {
        try {
            return EventPattern.parse(pattern).matches(event) ? "match" : "no-match";
        } catch (InvalidEventPattern e) {
            return "invalid";
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'a': ['x']}                                          | {'a': 'x'}
            {'a': ['x']}                                          | {'a': ['y', 'x']}
            {'a': [3]}                                            | {'a': 3.0}
            {'a': [{'prefix': 'ab'}]}                             | {'a': 'abc'}
            {'a': [{'prefix': {'equals-ignore-case': 'AB'}}]}     | {'a': 'abc'}
            {'a': [{'suffix': {'equals-ignore-case': 'BC'}}]}     | {'a': 'abc'}
            {'a': [{'wildcard': '*/x/*'}]}                        | {'a': 'd/x/f'}
            {'a': [{'numeric': ['>', 0, '<=', 5]}]}               | {'a': 5}
            {'a': [{'numeric': ['=', 1e2]}]}                      | {'a': 100}
            {'a': [{'wildcard': '/u/*/dir/dir/dir/d.txt'}]}       | {'a': '/u/x/dir/dir/dir/d.txt'}
            {'a': [{'numeric': ['=', 1.1234567]}]}                | {'a': 1.1234567}
            {'a': [{'anything-but': 'x'}]}                        | {'a': null}
            {'a': [{'anything-but': {'wildcard': ['x*']}}]}       | {'a': 7}
            {'a': [{'anything-but': 0}]}                          | {'a': 1e400}
            {'a': [{'equals-ignore-case': ''}]}                   | {'a': ''}
            {'a': [{'prefix': ''}]}                               | {'a': 'x'}
            {'a': [{'cidr': '2001:db8::/32'}]}                    | {'a': '2001:db8:1::5'}
            {'a': [{'exists': false}]}                            | {'b': 1}
            {'a': [{'anything-but': ['x', 'y']}]}                 | {'a': ['x', 'z']}
            {'$or': [{'a': ['x']}, {'b': [1]}], 'c': [true]}      | {'b': 1, 'c': true}
            {'a': {'$or': [{'b': [1]}, {'c': [2]}]}}              | {'a': {'c': 2}}
            {'a': {'b': [1], 'c': [2]}}                           | {'a': [{'b': 0}, {'b': 1, 'c': 2}]}
            """)
    void takesWhatEveryFieldAccepts(String pattern, String event) {
        assertThat(EventPattern.parse(json(pattern)).matches(json(event))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'a': ['x']}                                          | {'a': 'X'}
            {'a': ['3']}                                          | {'a': 3}
            {'a': [{'numeric': ['>', 0, '<', 5]}]}                | {'a': 5}
            {'a': [{'cidr': '10.0.0.0/24'}]}                      | {'a': '10.0.1.0'}
            {'a': [{'exists': true}]}                             | {'a': []}
            {'a': [{'exists': false}]}                            | {'a': null}
            {'a': [{'anything-but': 'x'}]}                        | {'b': 'y'}
            {'a': {'b': [1], 'c': [2]}}                           | {'a': [{'b': 1}, {'c': 2}]}
            """)
    void leavesWhatOneFieldRejects(String pattern, String event) {
        assertThat(EventPattern.parse(json(pattern)).matches(json(event))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'a': {}}",
                "{'a': []}",
                "{'a': 'x'}",
                "{'a': [['x']]}",
                "{'a': [{'exists': 1}]}",
                "{'a': [{'prefix': 'x', 'suffix': 'y'}]}",
                "{'a': [{'wildcard': 'x**y'}]}",
                "{'a': [{'numeric': ['<', 5, '>', 1]}]}",
                "{'a': [{'numeric': ['>', 5, '<', 1]}]}",
                "{'a': [{'anything-but': ['x', 1]}]}",
                "{'a': [{'anything-but': [null]}]}",
                "{'a': [{'cidr': '10.0.0.0/33'}]}",
                "{'a': [{'cidr': '10.0.0.1/32'}]}",
                "{'a': [{'cidr': '::1/128'}]}",
                "{'a': [{'cidr': '10.0.0.1'}]}",
                "{'a': [{}]}",
                "{'a': [{'anything-but': {}}]}",
                "{'a': [{'anything-but': true}]}",
                "{'a': [{'anything-but': {'prefix': ['x', '']}}]}",
                "{'a': [{'numeric': ['=', '5']}]}",
                "{'a': [{'numeric': ['!=', 5]}]}",
                "{'a': [{'numeric': ['>', 1, '>', 2]}]}",
                "{'a': [{'wildcard': 'x\\\\y'}]}",
                "{'$or': [{'a': [1]}, {'b': 1}]}"
            })
    void refusesWhatTheServiceRefuses(String pattern) throws Exception {
        assertThatThrownBy(() -> EventPattern.parse(json(pattern))).isInstanceOf(InvalidEventPattern.class);
        assertThatThrownBy(() -> Ruler.matchesRule("{\"a\": 1}", pattern.replace('\'', '"')))
                .isInstanceOf(Exception.class);
    }

    /// Source: EventBridge User Guide, "Wildcard matching"; its example of a pattern too complex.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a': [{'wildcard': '*:*:*:*:*:bus/*'}]}",
                "{'a': [{'anything-but': {'wildcard': '*a*a*a*a*a*'}}]}"
            })
    void refusesWildcardsTooComplex(String pattern) {
        assertThatThrownBy(() -> EventPattern.parse(json(pattern)))
                .isInstanceOfSatisfying(InvalidEventPattern.class, e -> {
                    assertThat(e.path()).isEqualTo("a");
                    assertThat(e.reason()).contains("fewer asterisks");
                });
    }

    @Test
    void namesThePlaceOfAMistake() {
        assertThatThrownBy(() -> EventPattern.parse(json("{'detail': {'state': ['x', {'prefix': 3}]}}")))
                .isInstanceOfSatisfying(InvalidEventPattern.class, e -> {
                    assertThat(e.path()).isEqualTo("detail.state[1].prefix");
                    assertThat(e.reason()).isEqualTo("Expected a text, received 3.");
                });
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
