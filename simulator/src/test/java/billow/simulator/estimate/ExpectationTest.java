package billow.simulator.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.Vocabulary;
import billow.simulator.run.TraceSource;
import org.junit.jupiter.api.Test;

class ExpectationTest {
    @Test
    void followsSharesCallsAndBatches() throws Exception {
        var usage = Expectation.usage(read("""
                {"billow": 1,
                 "nodes": [{"id": "c", "kind": "traffic.clients", "set": {"rate": "8 /s"}},
                           {"id": "a", "kind": "aws.lambda.function"}, {"id": "b", "kind": "aws.lambda.function"},
                           {"id": "q", "kind": "aws.sqs.queue"}, {"id": "d", "kind": "aws.lambda.function"}],
                 "links": [{"from": "c", "to": "a", "set": {"share": 3}}, {"from": "c", "to": "b"},
                           {"from": "a", "to": "q", "set": {"calls": 0.5, "sendBatch": 10}},
                           {"from": "q", "to": "d", "set": {"batchSize": 10, "maximumBatchingWindowInSeconds": 1}}]}
                """), TraceSource.NONE, 1);

        assertThat(requests(usage, "a")).isCloseTo(6 * 3600, within(1e-6));
        assertThat(requests(usage, "b")).isCloseTo(2 * 3600, within(1e-6));
        assertThat(requests(usage, "d")).isCloseTo(3 * 3600, within(1e-6));
    }

    @Test
    void aLoopThatLosesCallsSettles() throws Exception {
        var usage = Expectation.usage(read("""
                {"billow": 1,
                 "nodes": [{"id": "c", "kind": "traffic.clients", "set": {"rate": "1 /s"}}, {"id": "f", "kind": "aws.lambda.function"}],
                 "links": [{"from": "c", "to": "f"}, {"from": "f", "to": "f", "set": {"calls": 0.5}}]}
                """), TraceSource.NONE, 1);

        assertThat(requests(usage, "f")).isCloseTo(2 * 3600, within(1e-6));
    }

    private static double requests(billow.model.usage.Usage usage, String node) {
        return usage.lines().stream()
                .filter(l -> l.meter().equals("lambda.requests") && node.equals(l.node()))
                .mapToDouble(l -> l.quantity().doubleValue())
                .sum();
    }

    private static Design read(String text) throws Exception {
        return new DesignReader(Vocabulary.standard()).read("x", text).design();
    }
}
