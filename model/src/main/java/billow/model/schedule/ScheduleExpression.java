package billow.model.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.regex.Pattern;

/// When a schedule is due: `rate(5 minutes)`, `cron(0 12 * * ? *)` or `at(2026-06-01T12:00:00)`. Source: EventBridge
/// Scheduler User Guide, "Schedule types".
///
/// Times are nanoseconds since the beginning of a run, which is taken to be [#ORIGIN] in the time zone of the
/// schedule.
public sealed interface ScheduleExpression {
    /// Monday, 1 June 2026, midnight.
    LocalDateTime ORIGIN = LocalDateTime.of(2026, 6, 1, 0, 0);

    /// Never due.
    ScheduleExpression NEVER = new At(-1);

    /// The first time after `nanos` at which it is due; [Long#MAX_VALUE] when there is none.
    long after(long nanos);

    /// How often it is due in a second, over a year.
    double perSecond();

    /// Every so often, first when that time has passed.
    record Rate(long nanos) implements ScheduleExpression {
        @Override
        public long after(long time) {
            long rounds = Math.floorDiv(time, nanos) + 1;
            return rounds > Long.MAX_VALUE / nanos ? Long.MAX_VALUE : Math.max(1, rounds) * nanos;
        }

        @Override
        public double perSecond() {
            return 1e9 / nanos;
        }
    }

    /// Once.
    record At(long nanos) implements ScheduleExpression {
        @Override
        public long after(long time) {
            return time < nanos ? nanos : Long.MAX_VALUE;
        }

        @Override
        public double perSecond() {
            return 0;
        }
    }

    /// By the calendar.
    record Calendar(CronFields fields) implements ScheduleExpression {
        @Override
        public long after(long time) {
            var last = ORIGIN.plusNanos(Math.max(-1, time));
            return fields.after(last)
                    .map(next -> nanos(Duration.between(ORIGIN, next)))
                    .orElse(Long.MAX_VALUE);
        }

        @Override
        public double perSecond() {
            return fields.perYear() / (365 * 86_400.0);
        }
    }

    /// @throws InvalidSchedule when AWS would refuse it
    static ScheduleExpression parse(String text) {
        var parts = Pattern.compile("\\s*(rate|cron|at)\\((.*)\\)\\s*").matcher(text);
        if (!parts.matches())
            throw new InvalidSchedule(
                    "Expected rate(5 minutes), cron(0 12 * * ? *) or at(2026-06-01T12:00:00), received %s."
                            .formatted(text));
        var inner = parts.group(2).trim();
        return switch (parts.group(1)) {
            case "rate" -> rate(inner);
            case "at" -> at(inner);
            default -> new Calendar(CronFields.parse(inner));
        };
    }

    private static ScheduleExpression rate(String text) {
        var parts = Pattern.compile("([1-9]\\d{0,8})\\s+(minute|hour|day)(s?)").matcher(text);
        if (!parts.matches() || parts.group(1).equals("1") != parts.group(3).isEmpty())
            throw new InvalidSchedule(
                    "Expected 1 minute, 5 minutes, 1 hour, 12 hours, 1 day or the like, received %s.".formatted(text));
        long count = Long.parseLong(parts.group(1));
        var length = switch (parts.group(2)) {
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        return new Rate(nanos(length));
    }

    private static ScheduleExpression at(String text) {
        try {
            return new At(nanos(Duration.between(ORIGIN, LocalDateTime.parse(text))));
        } catch (DateTimeException e) {
            throw new InvalidSchedule(
                    "Expected a date and time such as 2026-06-01T12:00:00, received %s.".formatted(text));
        }
    }

    /// [Long#MAX_VALUE] when it is more than a `long` holds, some 292 years.
    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return duration.isNegative() ? -1 : Long.MAX_VALUE;
        }
    }
}
