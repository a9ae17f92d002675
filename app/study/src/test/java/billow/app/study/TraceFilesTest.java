package billow.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import billow.simulator.run.TraceSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFilesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void takesTheIntervalFromTheTimesAndFillsGapsWithNothing() throws Exception {
        var trace = trace("timestamp,value\n2014-04-10 00:04:00,94.0\n2014-04-10 00:09:00,56\n2014-04-10 00:19:00,7\n");

        assertThat(trace.intervalNanos()).isEqualTo(300_000_000_000L);
        assertThat(trace.intervals()).isEqualTo(4);
        assertThat(trace.count(0)).isEqualTo(94);
        assertThat(trace.count(2)).isZero();
        assertThat(trace.count(3)).isEqualTo(7);
        assertThat(trace.total()).isEqualTo(157);
    }

    @Test
    void readsMinutesWithoutSecondsAndSecondsSinceSomeTime() throws Exception {
        assertThat(trace("minute_start,requests\n1995-07-03T00:00,26\n1995-07-03T00:01,28\n")
                        .intervalNanos())
                .isEqualTo(60_000_000_000L);
        assertThat(trace("1700000000,1\n1700000010,2\n").intervalNanos()).isEqualTo(10_000_000_000L);
    }

    @Test
    void readsCountsAlone() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "3\n4\n5\n");

        var trace = new TraceFiles(folder).read("t.csv", 60_000_000_000L);

        assertThat(trace.intervals()).isGreaterThan(0);
        assertThat(trace.total()).isEqualTo(12);
    }

    @Test
    void findsTheColumnOfCountsByName() throws Exception {
        assertThat(trace("time,host,count\n0,a,3\n60,b,4\n").total()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time,count\\n0,-1 | :2 — Expected a count of at least 0, received -1.",
                "time,count\\n0,3\\nsoon,4 | :3 — Expected a time such as 2014-04-10 00:05:00 or seconds, received soon.",
                "a,b,c\\n1,2,3 | :1 — Expected two columns (time, count) or one named count, found 3 columns.",
                "time,count | — Expected lines of time and count, found none.",
                "0,5 | — Expected at least two different times, found one.\\nMaybe set traceInterval.",
                "0,1\\n1,1\\n2,1\\n9e15,1 | — Expected at most 20000000 intervals, found 9000000000000001.\\nMaybe set traceInterval to a longer time.",
            })
    void saysWhatIsWrongWithWhichLine(String text, String message) {
        assertThatThrownBy(() -> trace(text.replace("\\n", "\n")))
                .isInstanceOf(TraceSource.UnknownTrace.class)
                .hasMessageContaining(folder.resolve("t.csv").toString())
                .hasMessageEndingWith(message.replace("\\n", "\n"));
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        assertThatThrownBy(() -> new TraceFiles(folder).read("x.csv", null))
                .hasMessage(folder.resolve("x.csv") + " — Expected a CSV file of counts, found no such file.");
    }

    private billow.model.workload.Trace trace(String text) throws Exception {
        Files.writeString(folder.resolve("t.csv"), text);
        return new TraceFiles(folder).read("t.csv", null);
    }
}
