package billow.simulator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.archetype.Alarm;
import billow.model.archetype.Alarm.Missing;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tables of the CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data": X is breaching, 0
/// is good, − is missing, the oldest stands first; KEEP stays in the state it was in.
class EvaluationTest {
    private static AlarmState of(String data, int breaching, Missing missing, AlarmState before) {
        var alarm = new Alarm(
                "errors",
                Alarm.Statistic.SUM,
                Alarm.Comparison.GREATER_OR_EQUAL,
                1,
                60_000_000_000L,
                3,
                breaching,
                missing,
                2);
        double[] values = Arrays.stream(data.split(" "))
                .mapToDouble(d -> switch (d) {
                    case "X" -> 1;
                    case "0" -> 0;
                    default -> Double.NaN;
                })
                .toArray();
        return new Evaluation(alarm).of(values, before);
    }

    private static void check(String data, int breaching, Missing missing, String expected) {
        for (var before : AlarmState.values())
            assertThat(of(data, breaching, missing, before))
                    .as("%s, %s, was %s", data, missing, before)
                    .isEqualTo(expected.equals("KEEP") ? before : AlarmState.valueOf(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "0 - X - X, OK, OK, OK, OK",
        "0 - - - -, OK, OK, OK, OK",
        "- - - - -, INSUFFICIENT_DATA, KEEP, ALARM, OK",
        "0 X X - X, ALARM, ALARM, ALARM, ALARM",
        "- - X - -, ALARM, KEEP, ALARM, OK"
    })
    void threeOfThree(String data, String missing, String ignore, String breaching, String notBreaching) {
        check(data, 3, Missing.MISSING, missing);
        check(data, 3, Missing.IGNORE, ignore);
        check(data, 3, Missing.BREACHING, breaching);
        check(data, 3, Missing.NOT_BREACHING, notBreaching);
    }

    @ParameterizedTest
    @CsvSource({
        "0 - X - X, ALARM, ALARM, ALARM, ALARM",
        "0 0 X 0 X, ALARM, ALARM, ALARM, ALARM",
        "0 - X - -, OK, OK, ALARM, OK",
        "- - - - 0, OK, OK, ALARM, OK",
        "- - - X -, ALARM, KEEP, ALARM, OK"
    })
    void twoOfThree(String data, String missing, String ignore, String breaching, String notBreaching) {
        check(data, 2, Missing.MISSING, missing);
        check(data, 2, Missing.IGNORE, ignore);
        check(data, 2, Missing.BREACHING, breaching);
        check(data, 2, Missing.NOT_BREACHING, notBreaching);
    }

    /// One breaching value that has just come is no alarm of 2 of 3 yet.
    @org.junit.jupiter.api.Test
    void doesNotGoOffBeforeItsTime() {
        check("- - - - X", 2, Missing.MISSING, "KEEP");
    }
}
