package billow.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.event.ruler.Ruler;
import tools.jackson.databind.json.JsonMapper;

/// Random patterns and events are judged as by Event Ruler, the engine behind the service.
final class EventPatternAgainstEventRulerTest {
    private static final List<String> VALUES = List.of(
            "'x'", "'xy'", "'Xy'", "'yx'", "''", "1", "1.0", "2", "-3.5", "true", "false", "null", "'10.0.0.7'");

    private static final List<String> TESTS = List.of(
            "'x'",
            "'xy'",
            "1",
            "2.0",
            "true",
            "null",
            "{'exists': true}",
            "{'exists': false}",
            "{'prefix': 'x'}",
            "{'prefix': {'equals-ignore-case': 'x'}}",
            "{'suffix': 'y'}",
            "{'suffix': {'equals-ignore-case': 'Y'}}",
            "{'equals-ignore-case': 'XY'}",
            "{'wildcard': 'x*'}",
            "{'wildcard': '*y'}",
            "{'wildcard': '*'}",
            "{'anything-but': 'x'}",
            "{'anything-but': ['x', 'xy']}",
            "{'anything-but': [1, 2]}",
            "{'anything-but': {'prefix': 'x'}}",
            "{'anything-but': {'suffix': ['x', 'y']}}",
            "{'anything-but': {'equals-ignore-case': ['XY']}}",
            "{'anything-but': {'wildcard': 'x*'}}",
            "{'numeric': ['=', 1]}",
            "{'numeric': ['>', 0]}",
            "{'numeric': ['>=', -3.5, '<', 2]}",
            "{'cidr': '10.0.0.0/24'}");

    @Property(tries = 3000)
    void judgesAsEventRuler(@ForAll("patterns") String pattern, @ForAll("events") String event) throws Exception {
        boolean expected = Ruler.matchesRule(event.replace('\'', '"'), pattern.replace('\'', '"'));
        assertThat(matches(pattern, event)).isEqualTo(expected);
    }

    private static boolean matches(String pattern, String event) {
        JsonMapper mapper = JsonMapper.shared();
        return EventPattern.parse(mapper.readTree(pattern.replace('\'', '"')))
                .matches(mapper.readTree(event.replace('\'', '"')));
    }

    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> leaf = Arbitraries.of(TESTS)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(tests -> "[" + String.join(", ", tests) + "]");
        Arbitrary<String> nested = object(leaf, 1, 2);
        Arbitrary<String> flat = object(
                Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, leaf), net.jqwik.api.Tuple.of(2, nested)), 1, 3);
        Arbitrary<String> either = Combinators.combine(object(leaf, 1, 2), object(leaf, 1, 2), leaf)
                .as((a, b, c) -> "{'$or': [" + a + ", " + b + "], 'd': " + c + "}");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(4, flat), net.jqwik.api.Tuple.of(1, either));
    }

    @Provide
    Arbitrary<String> events() {
        Arbitrary<String> scalar = Arbitraries.of(VALUES);
        Arbitrary<String> inner = object(Arbitraries.oneOf(scalar, array(scalar)), 0, 2);
        return object(Arbitraries.oneOf(scalar, array(scalar), inner, array(inner)), 0, 4);
    }

    private static Arbitrary<String> array(Arbitrary<String> elements) {
        return elements.list().ofMaxSize(3).map(all -> "[" + String.join(", ", all) + "]");
    }

    private static Arbitrary<String> object(Arbitrary<String> values, int fewest, int most) {
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), values)
                .ofMinSize(fewest)
                .ofMaxSize(most)
                .map(members -> "{"
                        + members.entrySet().stream()
                                .map(m -> "'" + m.getKey() + "': " + m.getValue())
                                .reduce((l, r) -> l + ", " + r)
                                .orElse("")
                        + "}");
    }
}
