package billow.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.MachineComplexityEvaluator;

final class WildcardComplexityTest {
    @ParameterizedTest
    @CsvSource({
        "abc, 1",
        "*, 2",
        "aa*, 2",
        "*ab, 2",
        "*aa, 3",
        "a*bcb, 3",
        "a*b*bb, 5",
        "*ab*ad, 4",
        "/Users/*/dir/dir/dir/d.txt, 5"
    })
    void countsTheBeginningsOneTextCanFit(String wildcard, int complexity) {
        assertThat(WildcardComplexity.of(List.of(ValueTest.wildcard(wildcard)))).isEqualTo(complexity);
    }

    /// Of different wildcards: the engine counts one that is written twice a little higher, by its own bookkeeping.
    @Property(tries = 300)
    void measuresAsEventRuler(@ForAll("fields") List<String> wildcards) throws Exception {
        Machine machine = Machine.builder().build();
        machine.addRule(
                "rule",
                wildcards.stream()
                        .map(wildcard -> "{\"wildcard\": \"" + wildcard + "\"}")
                        .collect(Collectors.joining(", ", "{\"a\": [", "]}")));
        int expected = machine.evaluateComplexity(new MachineComplexityEvaluator(WildcardComplexity.TOO_MUCH));
        assertThat(WildcardComplexity.of(
                        wildcards.stream().map(ValueTest::wildcard).toList()))
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<String>> fields() {
        return Arbitraries.strings()
                .withChars("ab*")
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(text -> text.replaceAll("\\*+", "*"))
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(2);
    }
}
