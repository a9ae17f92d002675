package billow.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.file.DesignReader;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What can't be scaled by an alarm, and what should not be.
class ScalingRulesTest {
    private static List<String> codes(String kind, String set, String link) throws UnreadableDesign {
        var text = """
                {"billow": 1, "nodes": [{"id": "n", "kind": "%s", "set": {%s}},
                    {"id": "a", "kind": "aws.cloudwatch.alarm", "set": {"metricName": "latency"}}],
                 "links": [{"from": "n", "to": "a", "as": "watch"}, {"from": "a", "to": "n", "as": "scale", "set": {%s}}]}
                """.formatted(kind, set, link).replace('\'', '"');
        var design = new DesignReader(Vocabulary.standard()).read("x", text).design();
        return Checks.of(design).stream().map(Finding::code).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws.lambda.function | '' | ''",
                "aws.lambda.function | 'alias': 'live' | 'scalableDimension': 'dynamodb:table:ReadCapacityUnits'",
                "aws.dynamodb.table | '' | ''",
                "aws.dynamodb.table | 'billingMode': 'PROVISIONED' | 'indexName': 'byDate'",
                "aws.dynamodb.table | 'billingMode': 'PROVISIONED' | 'scalableDimension': 'custom-resource:ResourceType:Property'",
                "aws.kinesis.stream | 'streamMode': 'ON_DEMAND' | ''"
            },
            quoteCharacter = '`')
    void whatCannotBeScaledIsFound(String kind, String set, String link) throws UnreadableDesign {
        assertThat(codes(kind, blank(set), blank(link))).contains("alarm.scales-nothing");
    }

    private static String blank(String text) {
        return text.equals("\'\'") ? "" : text;
    }

    @Test
    void whatCanBeScaledIsNoFinding() throws UnreadableDesign {
        assertThat(codes("aws.lambda.function", "'alias': 'live'", "'stepAdjustments': '0..10 = 1; 10.. = 3'"))
                .noneMatch(code -> code.startsWith("alarm."));
        assertThat(codes("aws.kinesis.stream", "", "")).noneMatch(code -> code.startsWith("alarm."));
    }

    @ParameterizedTest
    @CsvSource({"0..10 = 1; 5.. = 3", "0..10", "10..0 = 1", "1..2 = many"})
    void stepsMustBeReadable(String steps) throws UnreadableDesign {
        assertThat(codes("aws.kinesis.stream", "", "'stepAdjustments': '%s'".formatted(steps)))
                .contains("alarm.steps");
    }

    @Test
    void boundsAndTargetsAreCompared() throws UnreadableDesign {
        assertThat(codes("aws.kinesis.stream", "", "'minCapacity': 9, 'maxCapacity': 8"))
                .contains("alarm.scaling-bounds");
        assertThat(codes("aws.lambda.function", "'alias': 'live', 'provisionedTargetUtilization': '70 %'", ""))
                .contains("alarm.scales-tracked");
        assertThat(codes("aws.dynamodb.table", "'billingMode': 'PROVISIONED', 'writeMaxCapacity': 100", ""))
                .contains("alarm.scales-tracked");
        assertThat(codes(
                        "aws.dynamodb.table",
                        "'billingMode': 'PROVISIONED', 'writeMaxCapacity': 100",
                        "'scalableDimension': 'dynamodb:table:ReadCapacityUnits'"))
                .doesNotContain("alarm.scales-tracked");
        assertThat(codes("aws.lambda.function", "'alias': 'live', 'reservedConcurrentExecutions': 20", ""))
                .contains("lambda.provisioned-above-reserved");
    }
}
