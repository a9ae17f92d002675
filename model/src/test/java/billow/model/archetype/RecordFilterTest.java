package billow.model.archetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import billow.model.event.InvalidEventPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an event source mapping takes.
///
/// source: AWS Lambda Developer Guide, "Control which events Lambda sends to your function", tables of how the format
/// of a message and of a pattern decide together
final class RecordFilterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"body":{"kind":["a"]}} | {"body":{"kind":"a"}}                  | 1
            {"body":{"kind":["a"]}} | {"body":{"kind":"b"}}                  | 0
            {"body":{"kind":["a"]}} | {"body":"{\\"kind\\":\\"a\\",\\"n\\":1}"} | 1
            {"body":{"kind":["a"]}} | {"body":"kind is a"}                   | 0
            {"body":["plain"]}      | {"body":"plain"}                       | 1
            {"body":["plain"]}      | {"body":{"kind":"a"}}                  | 0
            {"Filters":[{"Pattern":"{\\"body\\":{\\"n\\":[1]}}"},{"Pattern":{"body":{"n":[2]}}}]} | {"body":{"n":2}} | 1
            {"Filters":[{"Pattern":"{\\"body\\":{\\"n\\":[1]}}"},{"Pattern":{"body":{"n":[2]}}}]} | {"body":{"n":3}} | 0
            {"Filters":["a"]}       | {"Filters":"a"}                        | 1
            {"body":[{"oops":1}]}   | {"body":"plain"}                       | 0
            """)
    void takes(String criteria, String record, double share) {
        assertThat(new RecordFilter(0.5, json(criteria)).shareOf(json(record))).isEqualTo(share);
    }

    @Test
    void takesItsShareOfWhatSaysNothing() {
        assertThat(new RecordFilter(0.5, json("{\"body\":[\"a\"]}")).shareOf(null))
                .isEqualTo(0.5);
    }

    @Test
    void refusesAPatternAmongSeveral() {
        assertThatThrownBy(() -> RecordFilter.check(json("{\"Filters\":[{\"Pattern\":\"{\\\"body\\\":1}\"}]}")))
                .isInstanceOf(InvalidEventPattern.class);
        assertThatThrownBy(() -> RecordFilter.check(json("{\"Filters\":[{\"Pattern\":\"no json\"}]}")))
                .isInstanceOf(InvalidEventPattern.class);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
