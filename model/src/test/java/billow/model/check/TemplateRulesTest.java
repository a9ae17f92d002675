package billow.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.file.DesignReader;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Functions that templates call and JSONata has not.
class TemplateRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$nosuch() | true",
                "{'total': $summ([1, 2])} | true",
                "$floor($random() * 100) | false",
                "($double := function($x) { 2 * $x }; $double($key)) | false",
                "$map([1, 2], function($v) { $string($v) }) | false",
                "'a text with $nosuch() in it' | false",
                "$error('OutOfStock') | false",
                "$uuid() & $now() | false"
            })
    void unknownFunctionsAreFound(String expression, boolean unknown) throws UnreadableDesign {
        var text = """
                {"billow": 1, "nodes": [{"id": "c", "kind": "traffic.clients",
                  "set": {"requestBody": {"a": "{%% %s %%}"}}}]}""".formatted(expression);
        var findings = Checks.of(
                new DesignReader(Vocabulary.standard()).read("x", text).design());
        assertThat(findings.stream().anyMatch(f -> f.text().contains("Expected a function of JSONata")))
                .isEqualTo(unknown);
    }
}
