package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.value.Distribution;
import billow.model.value.Distribution.Constant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Rules of AWS IoT: which messages they take by topic and content, what they hand on and where to, and the bill.
class IotRuleTest {
    private static final Distribution NOTHING = new Constant(0);

    private static Designs devices(Object... set) {
        return Designs.draw()
                .node(
                        "devices",
                        "traffic.clients",
                        "arrivals",
                        "constant",
                        "rate",
                        10.0,
                        "network",
                        NOTHING,
                        "payload",
                        new Constant(11 << 10),
                        "requestBody",
                        JsonMapper.shared().readTree("{\"temp\": \"{% $random() * 100 %}\", \"unit\": \"C\"}"))
                .node("iot", "aws.iot.core", "deliveryLatency", NOTHING)
                .link("devices", "iot", set);
    }

    @Test
    void messagesAreBilledByTheirPayload() {
        var trial = Trial.of(devices(), 60);
        assertThat(trial.counter("iot", Counter.BILLED_CHUNKS)).isEqualTo(3 * trial.offered("iot"));
        var own = Trial.of(devices("messageSize", new Constant(1024)), 60);
        assertThat(own.counter("iot", Counter.BILLED_CHUNKS)).isEqualTo(own.offered("iot"));
    }

    @Test
    void aRuleTakesTheTopicsOfItsFilter() {
        var designs = devices("topic", "plant/7/data")
                .node("a", "aws.sqs.queue")
                .node("b", "aws.sqs.queue")
                .link("iot", "a", "sql", "SELECT * FROM 'plant/+/data'")
                .link("iot", "b", "sql", "SELECT * FROM 'plant/+/state'");
        var trial = Trial.of(designs, 60);
        assertThat(trial.offered("a")).isBetween(trial.offered("iot") - 2, trial.offered("iot"));
        assertThat(trial.offered("b")).isZero();
    }

    /// 99.9 % of 6000 draws at 0.3.
    @Test
    void aRuleLooksIntoMessages() {
        var designs = devices("topic", "plant/7/data")
                .node("hot", "aws.sqs.queue")
                .link("iot", "hot", "sql", "SELECT * FROM 'plant/+/data' WHERE temp > 70 AND unit = 'C'");
        var trial = Trial.of(designs, 600);
        double share = (double) trial.offered("hot") / trial.offered("iot");
        assertThat(share).isCloseTo(0.3, within(3.2905 * Math.sqrt(0.21 / 6_000) + 0.001));
    }

    @Test
    void aRuleWritesIntoEveryTarget() {
        var designs = devices("topic", "plant/7/data")
                .node("table", "aws.dynamodb.table")
                .node("bucket", "aws.s3.bucket")
                .node("stream", "aws.kinesis.stream")
                .node("hose", "aws.firehose.deliverystream")
                .node("topic", "aws.sns.topic")
                .node("f", "aws.lambda.function")
                .node("flow", "aws.stepfunctions.statemachine");
        for (var to : new String[] {"table", "bucket", "stream", "hose", "topic", "f", "flow"})
            designs.link("iot", to, "sql", "SELECT * FROM 'plant/#'");
        var trial = Trial.of(designs, 60);
        for (var to : new String[] {"table", "bucket", "stream", "hose", "topic", "f", "flow"})
            assertThat(trial.offered(to)).as(to).isBetween(trial.offered("iot") - 3, trial.offered("iot"));
        assertThat(trial.counter("table", Counter.WRITE_UNITS)).isEqualTo(trial.offered("table"));
        assertThat(trial.count("bucket", "bytesUploaded")).isEqualTo(trial.count("bucket", "putRequests") * (11 << 10));
        assertThat(trial.counter("iot", Counter.RULE_CHUNKS)).isEqualTo(7 * 3 * trial.offered("iot"));
    }
}
