package billow.model.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the JSONPath library must not do to an execution.
final class PathTest {
    @Test
    void functionsLeaveTheDataAlone() {
        JsonNode input = JsonMapper.shared().readTree("{\"n\":[1,2,3]}");
        assertThat(find("$.n.append(4)", input)).hasToString("[1,2,3,4]");
        assertThat(input).hasToString("{\"n\":[1,2,3]}");
    }

    @Test
    void functionsThatFailFindNothing() {
        JsonNode input = JsonMapper.shared().readTree("{\"n\":[1,2,3]}");
        assertThat(find("$.n.index(7)", input)).isNull();
    }

    private static JsonNode find(String path, JsonNode input) {
        return Path.parse(path).find(new Scope(input, () -> input, Variables.NONE, null, null, () -> 0.5, 0));
    }
}
