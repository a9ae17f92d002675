package billow.model.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.Optional;

/// The six fields of a cron expression of AWS: minutes, hours, day of month, month, day of week (1 is Sunday), year.
/// One of the two days is `?`.
///
/// @param minutes 0 to 59
/// @param hours   0 to 23
/// @param days    which days of the calendar
/// @param months  1 to 12
/// @param years   1970 to 2199
public record CronFields(BitSet minutes, BitSet hours, CronDays days, BitSet months, BitSet years) {
    private static final int LAST_YEAR = 2199;

    static CronFields parse(String text) {
        var fields = text.split("\\s+");
        if (fields.length != 6)
            throw new InvalidSchedule(
                    "Expected 6 fields (minutes, hours, day of month, month, day of week, year), received %d."
                            .formatted(fields.length));
        return new CronFields(
                CronField.MINUTES.parse(fields[0]),
                CronField.HOURS.parse(fields[1]),
                CronDays.parse(fields[2], fields[4]),
                CronField.MONTHS.parse(fields[3]),
                CronField.YEARS.parse(fields[5]));
    }

    /// The first minute after `last`.
    Optional<LocalDateTime> after(LocalDateTime last) {
        var next = last.withSecond(0).withNano(0);
        if (!next.isAfter(last)) next = next.plusMinutes(1);
        var date = next.toLocalDate();
        var time = next.toLocalTime();
        while (date.getYear() <= LAST_YEAR) {
            if (!years.get(date.getYear())) {
                date = LocalDate.of(date.getYear() + 1, 1, 1);
                time = LocalTime.MIDNIGHT;
                continue;
            }
            if (months.get(date.getMonthValue()) && days.contain(date)) {
                var found = within(time);
                if (found.isPresent()) return Optional.of(date.atTime(found.get()));
            }
            date = date.plusDays(1);
            time = LocalTime.MIDNIGHT;
        }
        return Optional.empty();
    }

    /// How many minutes of the first year of a run.
    long perYear() {
        var first = ScheduleExpression.ORIGIN.toLocalDate();
        long dates = first.datesUntil(first.plusYears(1))
                .filter(d -> years.get(d.getYear()) && months.get(d.getMonthValue()) && days.contain(d))
                .count();
        return dates * hours.cardinality() * minutes.cardinality();
    }

    /// The first minute of a day from `time` on.
    private Optional<LocalTime> within(LocalTime time) {
        int minute = hours.get(time.getHour()) ? minutes.nextSetBit(time.getMinute()) : -1;
        if (minute >= 0) return Optional.of(LocalTime.of(time.getHour(), minute));
        int hour = hours.nextSetBit(time.getHour() + 1);
        return hour < 0 ? Optional.empty() : Optional.of(LocalTime.of(hour, minutes.nextSetBit(0)));
    }
}
