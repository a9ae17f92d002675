package billow.simulator.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.Vocabulary;
import billow.model.workload.Trace;
import billow.simulator.estimate.Expectation.Stretch;
import billow.simulator.run.TraceSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clients' curves against their integrals worked out by hand.
class LoadTest {
    private static final double HOUR = 3600;

    private static double requests(String set, Stretch stretch, TraceSource traces) throws Exception {
        return Expectation.of(design(set), traces).requests(stretch);
    }

    private static Design design(String set) throws Exception {
        return read("""
                {"billow": 1,
                 "nodes": [{"id": "c", "kind": "traffic.clients", "set": {%s}}, {"id": "f", "kind": "aws.lambda.function"}],
                 "links": [{"from": "c", "to": "f"}]}
                """.formatted(set));
    }

    private static Design read(String text) throws Exception {
        return new DesignReader(Vocabulary.standard()).read("x", text).design();
    }

    /// 10/s with a peak of twice that at 12:00: from 0:00 to 6:00 the cosine is below its mean by
    /// 10 · 24/(2π) h in sum; over whole days it cancels out.
    @ParameterizedTest
    @CsvSource({"0, 24, 864000", "0, 6, 78490.13", "6, 18, 707019.74", "11, 13, 143180.35", "0, 730, 26211245.06"})
    void aDayIsIntegrated(double fromHour, double toHour, double expected) throws Exception {
        var set = "\"rate\": \"10 /s\", \"shape\": \"daily\", \"shapeFactor\": 2, \"shapeStart\": \"12 h\"";

        double requests = requests(set, new Stretch(fromHour * HOUR, toHour * HOUR, false), TraceSource.NONE);

        assertThat(requests).isCloseTo(expected, within(0.5));
    }

    @Test
    void aRampStaysWhereItHasCome() throws Exception {
        var set =
                "\"rate\": \"1 /s\", \"shape\": \"ramp\", \"shapeFactor\": 5, \"shapeStart\": \"1 h\", \"shapeLength\": \"2 h\"";

        // 1 h of 1/s, 2 h of 3/s on average, 7 h of 5/s
        assertThat(requests(set, new Stretch(0, 10 * HOUR, false), TraceSource.NONE))
                .isCloseTo((1 + 2 * 3 + 7 * 5) * HOUR, within(1e-6));
        // the first half of the ramp: 2/s on average
        assertThat(requests(set, new Stretch(HOUR, 2 * HOUR, false), TraceSource.NONE))
                .isCloseTo(2 * HOUR, within(1e-6));
    }

    @Test
    void aSpikeHappensOnce() throws Exception {
        var set =
                "\"rate\": \"2 /s\", \"shape\": \"spike\", \"shapeFactor\": 10, \"shapeStart\": \"10 min\", \"shapeLength\": \"5 min\"";

        assertThat(requests(set, Stretch.month(730), TraceSource.NONE))
                .isCloseTo(2 * (730 * HOUR + 9 * 300), within(1e-3));
        assertThat(Expectation.of(design(set), TraceSource.NONE).peak(Stretch.month(730)))
                .isCloseTo(20, within(1e-6));
    }

    @Test
    void recordedTrafficIsOverInARunAndBeginsAgainInAMonth() throws Exception {
        TraceSource traces = (file, interval) -> new Trace(1_800_000_000_000L, new double[] {100, 300});
        var set = "\"arrivals\": \"trace\", \"trace\": \"t.csv\", \"traceScale\": 2";

        assertThat(requests(set, new Stretch(0, 2 * HOUR, false), traces)).isCloseTo(800, within(1e-6));
        assertThat(requests(set, new Stretch(0, HOUR / 2, false), traces)).isCloseTo(200, within(1e-6));
        assertThat(requests(set, Stretch.month(730), traces)).isCloseTo(730 * 800, within(1e-3));
        assertThat(Expectation.of(design(set), traces).steady()).isFalse();
    }

    @Test
    void longRecordingsKeepTheirSum() throws Exception {
        var counts = new double[14 * 24];
        for (int i = 0; i < counts.length; i++) counts[i] = 17.0 * (i % 31) + i;
        TraceSource traces = (file, interval) -> new Trace(3_600_000_000_000L, counts);
        double all = java.util.Arrays.stream(counts).sum();

        assertThat(requests(
                        "\"arrivals\": \"trace\", \"trace\": \"t.csv\"", new Stretch(0, 28 * 24 * HOUR, true), traces))
                .isCloseTo(2 * all, within(1e-6 * all));
    }

    /// Three quarters of the requests only read, one quarter writes; the function has 512 MB for both.
    @Test
    void sharesOutWhatRoutesUse() throws Exception {
        var design = read("""
                {"billow": 1,
                 "nodes": [{"id": "c", "kind": "traffic.clients", "set": {"rate": "4 /s"}},
                           {"id": "api", "kind": "aws.apigateway.http"},
                           {"id": "r", "kind": "aws.lambda.function"}, {"id": "w", "kind": "aws.lambda.function"},
                           {"id": "t", "kind": "aws.dynamodb.table"}],
                 "links": [{"from": "c", "to": "api"},
                           {"from": "api", "to": "r", "set": {"route": "GET /x", "share": 3}},
                           {"from": "api", "to": "w", "set": {"route": "PUT /x", "share": 1}},
                           {"from": "r", "to": "t", "set": {"operation": "getItem"}},
                           {"from": "w", "to": "t", "set": {"operation": "putItem"}}]}
                """);
        var expectation = Expectation.of(design, TraceSource.NONE);
        var shares = expectation.sharesByOrigin(Stretch.month(1));

        assertThat(expectation.requestsByOrigin(Stretch.month(1)))
                .containsOnlyKeys("GET /x", "PUT /x")
                .hasEntrySatisfying("GET /x", n -> assertThat(n).isCloseTo(3 * HOUR, within(1e-6)));
        assertThat(shares.get("api").get("apigateway.http_requests"))
                .hasEntrySatisfying("GET /x", s -> assertThat(s).isCloseTo(0.75, within(1e-9)))
                .hasEntrySatisfying("PUT /x", s -> assertThat(s).isCloseTo(0.25, within(1e-9)));
        assertThat(shares.get("w").get("lambda.requests")).containsOnlyKeys("PUT /x");
        assertThat(shares.get("t").get("dynamodb.ondemand_read")).containsOnlyKeys("GET /x");
        assertThat(shares.get("t").get("dynamodb.ondemand_write")).containsOnlyKeys("PUT /x");
        assertThat(shares.get("t").get("dynamodb.storage_standard")).containsOnlyKeys("GET /x", "PUT /x");
    }
}
