package billow.model.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {
    private static List<String> first(String expression, int count) {
        var schedule = ScheduleExpression.parse(expression);
        var times = new ArrayList<String>();
        long time = -1;
        for (int i = 0; i < count; i++) {
            time = schedule.after(time);
            times.add(ScheduleExpression.ORIGIN.plus(Duration.ofNanos(time)).toString());
        }
        return times;
    }

    /// A run begins on a Monday.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron(0 10 * * ? *)       | 2026-06-01T10:00 | 2026-06-02T10:00",
                "cron(15 12 * * ? *)      | 2026-06-01T12:15 | 2026-06-02T12:15",
                "cron(0 18 ? * MON-FRI *) | 2026-06-01T18:00 | 2026-06-02T18:00",
                "cron(0 8 1 * ? *)        | 2026-06-01T08:00 | 2026-07-01T08:00",
                "cron(0/15 * * * ? *)     | 2026-06-01T00:00 | 2026-06-01T00:15",
                "cron(0/10 * ? * MON-FRI *) | 2026-06-01T00:00 | 2026-06-01T00:10",
                "cron(0/5 8-17 ? * MON-FRI *) | 2026-06-01T08:00 | 2026-06-01T08:05",
                "cron(0 9 ? * 2#1 *)      | 2026-06-01T09:00 | 2026-07-06T09:00",
                "cron(0 0 L * ? *)        | 2026-06-30T00:00 | 2026-07-31T00:00",
                "cron(0 0 ? * 6L *)       | 2026-06-26T00:00 | 2026-07-31T00:00",
                "cron(30 6 14W * ? *)     | 2026-06-15T06:30 | 2026-07-14T06:30",
                "cron(0 0 1W AUG ? 2026-2027) | 2026-08-03T00:00 | 2027-08-02T00:00",
                "cron(0 0 ? * SAT-SUN *)  | 2026-06-06T00:00 | 2026-06-07T00:00",
                "cron(0,30 23 31 12 ? 2027/2) | 2027-12-31T23:00 | 2027-12-31T23:30",
                "rate(5 minutes)          | 2026-06-01T00:05 | 2026-06-01T00:10",
                "rate(1 day)              | 2026-06-02T00:00 | 2026-06-03T00:00"
            })
    void isDueWhenTheCalendarSaysSo(String expression, String once, String again) {
        assertThat(first(expression, 2)).containsExactly(once, again);
    }

    @Test
    void happensOnceAtASetTime() {
        var at = ScheduleExpression.parse("at(2026-06-01T12:00:00)");
        assertThat(at.after(-1)).isEqualTo(Duration.ofHours(12).toNanos());
        assertThat(at.after(Duration.ofHours(12).toNanos())).isEqualTo(Long.MAX_VALUE);
        assertThat(ScheduleExpression.parse("at(2020-01-01T00:00:00)").after(-1))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(ScheduleExpression.parse("at(9999-01-01T00:00:00)").after(-1))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void endsWithTheLastYear() {
        assertThat(ScheduleExpression.parse("cron(0 0 1 1 ? 2020-2025)").after(-1))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(ScheduleExpression.parse("cron(0 0 30 2 ? *)").after(-1)).isEqualTo(Long.MAX_VALUE);
    }

    /// A plain twin: walk through the minutes of three months.
    @ParameterizedTest
    @ValueSource(strings = {"cron(7/13 3-5 ? * TUE,SAT *)", "cron(0 22-2 10-12 6,8 ? *)", "cron(59 23 L * ? *)"})
    void agreesWithTryingEveryMinute(String expression) {
        var schedule = (ScheduleExpression.Calendar) ScheduleExpression.parse(expression);
        var fields = schedule.fields();
        long last = -1;
        for (var t = ScheduleExpression.ORIGIN; t.isBefore(LocalDateTime.of(2026, 9, 1, 0, 0)); t = t.plusMinutes(1)) {
            if (!fields.minutes().get(t.getMinute())
                    || !fields.hours().get(t.getHour())
                    || !fields.months().get(t.getMonthValue())
                    || !fields.days().contain(t.toLocalDate())) continue;
            long nanos = Duration.between(ScheduleExpression.ORIGIN, t).toNanos();
            assertThat(schedule.after(last)).isEqualTo(nanos);
            last = nanos;
        }
        assertThat(last).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "every day              | Expected rate(5 minutes), cron(0 12 * * ? *) or at(2026-06-01T12:00:00), received every day.",
                "rate(5 minute)         | received 5 minute.",
                "rate(1 minutes)        | received 1 minutes.",
                "rate(0 minutes)        | received 0 minutes.",
                "rate(5 weeks)          | received 5 weeks.",
                "cron(0 12 * * ?)       | Expected 6 fields (minutes, hours, day of month, month, day of week, year), received 5.",
                "cron(60 12 * * ? *)    | Expected values of 0 to 59 for the minutes, received 60.",
                "cron(0 24 * * ? *)     | Expected values of 0 to 23 for the hours, received 24.",
                "cron(0 12 * * * *)     | Expected ? for either the day of month or the day of week, received * and *.",
                "cron(0 12 ? * ? *)     | Expected ? for either the day of month or the day of week, received ? and ?.",
                "cron(0 12 ? * 8 *)     | Expected values of 1 to 7 for the day of week, received 8.",
                "cron(0 12 ? * MON#6 *) | received MON#6.",
                "cron(0/0 12 * * ? *)   | received 0/0.",
                "cron(1,, 12 * * ? *)   | received nothing.",
                "at(tomorrow)           | Expected a date and time such as 2026-06-01T12:00:00, received tomorrow."
            })
    void saysWhatIsWrong(String expression, String message) {
        assertThatThrownBy(() -> ScheduleExpression.parse(expression))
                .isInstanceOf(InvalidSchedule.class)
                .hasMessageEndingWith(message);
    }
}
