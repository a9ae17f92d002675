package billow.simulator.workflow;

import static billow.simulator.workflow.Machine.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.value.Distribution;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Outcome;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Laws with a closed form. Where chance is involved a figure may be off by four standard errors: one run in 16 000
/// would be, and the seed is fixed.
final class WorkflowTheoryTest {
    private static final int RUNS = 10_000;
    private static final double STANDARD_ERRORS = 4;

    private static String task(String name) {
        return "{'StartAt':'%s','States':{'%s':{'Type':'Task','Resource':'f','End':true}}}".formatted(name, name);
    }

    private static String map(int items, String more) {
        return "{'StartAt':'M','States':{'M':{'Type':'Map','ItemCount':%d,%s'ItemProcessor':%s,'End':true}}}"
                .formatted(items, more, task("T"));
    }

    /// The longest of n exponential times of mean m takes m·H(n) on average, and its q-quantile is −m·ln(1 − q^(1/n)).
    @ParameterizedTest
    @CsvSource({"10, 292.897", "40, 427.854"})
    void aParallelAndAMapTakeAsLongAsTheirLongestBranch(int branches, double mean) {
        String parallel = IntStream.range(0, branches)
                .mapToObj(i -> task("T" + i))
                .collect(Collectors.joining(
                        ",", "{'StartAt':'P','States':{'P':{'Type':'Parallel','Branches':[", "],'End':true}}}"));
        double variance =
                IntStream.rangeClosed(1, branches).mapToDouble(k -> 1e4 / k / k).sum();
        double p95 = -100 * Math.log(1 - Math.pow(0.95, 1.0 / branches));
        for (String definition : new String[] {parallel, map(branches, "")}) {
            var run = new Machine(definition)
                    .service("f", new Distribution.Exponential(1e8))
                    .run(RUNS, SECOND / 10, RUNS * SECOND);
            var latency = run.client().latency;
            assertThat(latency.count()).isEqualTo(RUNS);
            assertThat(latency.meanMs()).isCloseTo(mean, within(STANDARD_ERRORS * Math.sqrt(variance / RUNS)));
            // The density of the longest at its 95 % quantile is nearly that of an exponential tail, 0.05/100 ms.
            double quantileError = Math.sqrt(0.95 * 0.05 / RUNS) / (0.05 / 100);
            assertThat(latency.percentileMs(95)).isCloseTo(p95, within(STANDARD_ERRORS * quantileError));
        }
    }

    @ParameterizedTest
    @CsvSource({"100, '', 3", "100, '''MaxConcurrency'':7,', 15", "80, '', 2", "5, '''MaxConcurrency'':1,', 5"})
    void aMapOfEqualItemsTakesAsManyRoundsAsItsConcurrencyNeeds(int items, String more, int rounds) {
        var run = new Machine(map(items, more.isEmpty() ? "" : more))
                .service("f", new Distribution.Constant(1e9))
                .once();
        assertThat(run.seconds()).isEqualTo(rounds);
        assertThat(run.client().spent(Cause.WORK)).isEqualTo(rounds * SECOND);
    }

    /// With probability q of a failure and n attempts: success 1 − q^n, attempts (1 − q^n)/(1 − q) on average.
    @Test
    void retriesSucceedAndAreMadeAsOftenAsIndependentAttempts() {
        double q = 0.2;
        int attempts = 4;
        var run = new Machine("{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'f','Retry':["
                        + "{'ErrorEquals':['States.ALL'],'MaxAttempts':3}],'End':true}}}")
                .service("f", new Distribution.Constant(1e8), q, 0)
                .run(RUNS, SECOND / 10, RUNS * SECOND);
        double success = 1 - Math.pow(q, attempts);
        double succeeded = Collections.frequency(run.client().outcomes, Outcome.OK) / (double) RUNS;
        assertThat(succeeded).isCloseTo(0.9984, within(STANDARD_ERRORS * Math.sqrt(success * (1 - success) / RUNS)));
        double made = run.service("f").offered() / (double) RUNS;
        double second = IntStream.rangeClosed(1, attempts)
                .mapToDouble(k -> k * k * (k < attempts ? Math.pow(q, k - 1) * (1 - q) : Math.pow(q, k - 1)))
                .sum();
        assertThat(made).isCloseTo(1.248, within(STANDARD_ERRORS * Math.sqrt((second - 1.248 * 1.248) / RUNS)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 7, 4",
        "'''IntervalSeconds'':2,''BackoffRate'':1.5,''MaxAttempts'':4,', 16.25, 5",
        "'''MaxDelaySeconds'':3,''MaxAttempts'':5,', 12, 6",
        "'''MaxAttempts'':0,', 0, 1"
    })
    void pausesBetweenRetriesAddUp(String more, double seconds, int attempts) {
        var run = new Machine("{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'f','Retry':[{"
                        + (more.isEmpty() ? "" : more) + "'ErrorEquals':['States.ALL']}],'End':true}}}")
                .service("f", Machine.NOTHING, 1, 0)
                .once();
        assertThat(run.outcome()).isEqualTo(Outcome.FUNCTION_ERROR);
        assertThat(run.seconds()).isEqualTo(seconds);
        assertThat(run.service("f").offered()).isEqualTo(attempts);
        assertThat(run.client().spent(Cause.RETRY)).isEqualTo(Math.round(seconds * SECOND));
    }

    /// Full jitter draws each pause evenly from 0 to its value: half of 1 + 2 + 4 s on average, of variance
    /// (1 + 4 + 16)/12.
    @Test
    void fullJitterHalvesThePausesOnAverage() {
        var run = new Machine("{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'f','Retry':[{"
                        + "'ErrorEquals':['States.ALL'],'JitterStrategy':'FULL'}],'End':true}}}")
                .service("f", Machine.NOTHING, 1, 0)
                .run(RUNS, SECOND / 10, RUNS * SECOND);
        assertThat(run.client().latency.meanMs())
                .isCloseTo(3500, within(STANDARD_ERRORS * 1000 * Math.sqrt(21.0 / 12 / RUNS)));
        assertThat(run.client().latency.maxMs()).isLessThan(7000);
    }

    /// A loop that is left with probability p runs 1/p times on average, with variance (1 − p)/p².
    @Test
    void aLoopRunsAsOftenAsAGeometricLawSays() {
        var run = new Machine("{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'f','Next':'C'},"
                        + "'C':{'Type':'Choice','Choices':[{'Probability':0.75,'Next':'T'}],'Default':'E'},"
                        + "'E':{'Type':'Succeed'}}}")
                .service("f", new Distribution.Constant(1e9))
                .run(RUNS, SECOND / 10, RUNS * SECOND);
        assertThat(run.client().latency.meanMs())
                .isCloseTo(4000, within(STANDARD_ERRORS * 1000 * Math.sqrt(12.0 / RUNS)));
    }
}
