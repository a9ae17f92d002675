package billow.model.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReferencePathTest {
    /// What a reference path names is what the general engine finds there.
    @Property(tries = 1000)
    void findsWhatJaywayFinds(@ForAll("paths") String path, @ForAll("documents") String document) {
        JsonNode root = json(document);
        assertThat(ReferencePath.parse(path).find(root)).isEqualTo(jayway(path, root));
    }

    /// The same path in a spelling that is no reference path, so that the library walks it.
    private static @Nullable JsonNode jayway(String path, JsonNode root) {
        String spelled = path.replaceAll("\\.([ab])", "[\"$1\"]").replace("['a']", "[\"a\"]");
        Scope scope = new Scope(root, () -> root, Variables.NONE, null, null, () -> 0, 0);
        return Path.parse(spelled).find(scope);
    }

    /// What is placed is found again, and nothing else changes.
    @Property(tries = 500)
    void findsAgainWhatItPlaced(@ForAll("members") String path, @ForAll("documents") String document) {
        JsonNode root = json(document);
        String before = root.toString();
        ReferencePath reference = ReferencePath.parse(path);
        try {
            JsonNode placed = reference.place(root, json("'new'"));
            assertThat(reference.find(placed)).isEqualTo(json("'new'"));
        } catch (EvaluationFailure e) {
            assertThat(e.error()).isEqualTo("States.ResultPathMatchFailure");
        }
        assertThat(root.toString()).isEqualTo(before);
    }

    @Provide
    Arbitrary<String> members() {
        return Arbitraries.of(".a", ".b", "['a']").list().ofMaxSize(4).map(steps -> "$" + String.join("", steps));
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(".a", ".b", "['a']", "[0]", "[1]")
                .list()
                .ofMaxSize(4)
                .map(steps -> "$" + String.join("", steps));
    }

    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> leaf = Arbitraries.of("1", "'x'", "null", "[]", "{}", "[1, 'y']");
        Arbitrary<String> inner =
                Arbitraries.maps(Arbitraries.of("a", "b"), leaf).ofMaxSize(2).map(ReferencePathTest::object);
        Arbitrary<String> either =
                Arbitraries.oneOf(leaf, inner, inner.list().ofMaxSize(2).map(Object::toString));
        return Arbitraries.maps(Arbitraries.of("a", "b"), either).ofMaxSize(2).map(ReferencePathTest::object);
    }

    private static String object(java.util.Map<String, String> members) {
        return "{"
                + String.join(
                        ", ",
                        members.entrySet().stream()
                                .map(m -> "'" + m.getKey() + "': " + m.getValue())
                                .toList())
                + "}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            $.a[1:]                        | [2, 3]
            $.a[*]                         | [1, 2, 3]
            $..c                           | [5]
            $.o[?(@.k == 'x')].v           | [1]
            $.o[?(@.k==x)].v               | [1]
            $.o[?(@.v > 1 && @.k)].k       | ['y']
            $.a.length()                   | 3
            $.a[-1]                        | 3
            $['b','x']                     | {'b': {'c': 5}, 'x': 7}
            $$.name                        | 'run'
            $v.w                           | 9
            $v                             | {'w': 9}
            """)
    void readsPathsOfEveryKind(String path, String value) {
        JsonNode input = json("{'a': [1, 2, 3], 'b': {'c': 5}, 'x': 7, 'o': [{'k': 'x', 'v': 1}, {'k': 'y', 'v': 2}]}");
        Scope scope = new Scope(
                input,
                () -> json("{'name': 'run'}"),
                Variables.NONE.with(java.util.Map.of("v", json("{'w': 9}"))),
                null,
                null,
                () -> 0,
                0);
        assertThat(JsonNumbers.same(Path.parse(path).evaluate(scope, "f"), json(value)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "", "$[", "$.a[?(", "$.a[?(@.b ==)]", "$.."})
    void refusesWhatIsNoPath(String text) {
        assertThatThrownBy(() -> Path.parse(text)).isInstanceOf(InvalidExpression.class);
    }

    @Test
    void failsOnNullInput() {
        Scope scope = new Scope(json("null"), () -> json("{}"), Variables.NONE, null, null, () -> 0, 0);
        assertThatThrownBy(() -> Path.parse("$.a").evaluate(scope, "f"))
                .hasMessage("Unable to apply Path transformation to null or empty input.");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
