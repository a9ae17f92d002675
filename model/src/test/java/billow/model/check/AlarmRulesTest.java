package billow.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.file.DesignReader;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an experienced reviewer says about alarms.
class AlarmRulesTest {
    private static final String QUEUES = """
            {"id": "orders", "kind": "aws.sqs.queue"}, {"id": "dead", "kind": "aws.sqs.queue"}""";

    private static List<String> codes(String nodes, String links) throws UnreadableDesign {
        var text = "{\"billow\": 1, \"nodes\": [" + nodes + "], \"links\": [" + links + "]}";
        var design = new DesignReader(Vocabulary.standard()).read("x", text).design();
        return Checks.of(design).stream().map(Finding::code).toList();
    }

    @Test
    void wantsAnAlarmOnDeadLetters() throws UnreadableDesign {
        var letters = "{\"from\": \"orders\", \"to\": \"dead\", \"as\": \"deadLetter\"}";
        assertThat(codes(QUEUES, letters)).contains("queue.dead-letters-unwatched");
        var alarm = ", {\"id\": \"a\", \"kind\": \"aws.cloudwatch.alarm\","
                + " \"set\": {\"metricName\": \"approximateNumberOfMessagesVisible\"}}";
        var watch = ", {\"from\": \"dead\", \"to\": \"a\", \"as\": \"watch\"}";
        assertThat(codes(QUEUES + alarm, letters + watch))
                .doesNotContain("queue.dead-letters-unwatched", "alarm.metric", "alarm.watches-nothing");
    }

    @Test
    void knowsTheMetricsOfWhatIsWatched() throws UnreadableDesign {
        var alarm = ", {\"id\": \"a\", \"kind\": \"aws.cloudwatch.alarm\", \"set\": {\"metricName\": \"errors\"}}";
        var watch = "{\"from\": \"dead\", \"to\": \"a\", \"as\": \"watch\"}";
        assertThat(codes(QUEUES + alarm, watch)).contains("alarm.metric");
        assertThat(codes(QUEUES + alarm, "")).contains("alarm.watches-nothing");
    }

    @Test
    void onlyTimesHavePercentiles() throws UnreadableDesign {
        var watch = "{\"from\": \"dead\", \"to\": \"a\", \"as\": \"watch\"}";
        var alarm =
                ", {\"id\": \"a\", \"kind\": \"aws.cloudwatch.alarm\", \"set\": {\"statistic\": \"p99\", \"metricName\": \"%s\"}}";
        assertThat(codes(QUEUES + alarm.formatted("numberOfMessagesSent"), watch))
                .contains("alarm.percentile");
        assertThat(codes(QUEUES + alarm.formatted("latency"), watch))
                .doesNotContain("alarm.percentile", "alarm.metric");
        assertThat(codes(QUEUES + alarm.formatted("duration"), watch)).contains("alarm.metric");
    }

    @Test
    void anAlarmWatchesOneNode() throws UnreadableDesign {
        var alarm = ", {\"id\": \"a\", \"kind\": \"aws.cloudwatch.alarm\", \"set\": {\"metricName\": \"latency\"}}";
        var one = "{\"from\": \"dead\", \"to\": \"a\", \"as\": \"watch\"}";
        var two = one + ", {\"from\": \"orders\", \"to\": \"a\", \"as\": \"watch\"}";
        assertThat(codes(QUEUES + alarm, one)).doesNotContain("alarm.watches-several");
        assertThat(codes(QUEUES + alarm, two)).contains("alarm.watches-several");
    }

    @Test
    void anAlarmOnSomethingElseDoesNotTellOfDeadLetters() throws UnreadableDesign {
        var letters = "{\"from\": \"orders\", \"to\": \"dead\", \"as\": \"deadLetter\"}";
        var alarm = ", {\"id\": \"a\", \"kind\": \"aws.cloudwatch.alarm\","
                + " \"set\": {\"metricName\": \"numberOfEmptyReceives\"}}";
        var watch = ", {\"from\": \"dead\", \"to\": \"a\", \"as\": \"watch\"}";
        assertThat(codes(QUEUES + alarm, letters + watch)).contains("queue.dead-letters-unwatched");
    }

    @Test
    void queuesOfFailedEventsAreWatchedToo() throws UnreadableDesign {
        var function = ", {\"id\": \"f\", \"kind\": \"aws.lambda.function\"}";
        var failures = "{\"from\": \"f\", \"to\": \"dead\", \"as\": \"onFailure\"}";
        assertThat(codes(QUEUES + function, failures)).contains("queue.dead-letters-unwatched");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provisionedConcurrencySpilloverInvocations | true",
                "asyncEventsDropped | true",
                "additionalVersionErrors | true",
                "deploymentsRolledBack | true",
                "errors | false",
                "coldStarts | false"
            })
    void metricsThatNeverComeAreFound(String metric, boolean absent) throws UnreadableDesign {
        var nodes = """
                {"id": "f", "kind": "aws.lambda.function"},
                {"id": "a", "kind": "aws.cloudwatch.alarm", "set": {"metricName": "%s"}}""".formatted(metric);
        var watch = "{\"from\": \"f\", \"to\": \"a\", \"as\": \"watch\"}";
        assertThat(codes(nodes, watch).contains("alarm.metric-absent")).isEqualTo(absent);
    }
}
