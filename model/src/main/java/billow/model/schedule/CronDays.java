package billow.model.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.BitSet;

/// Days of the calendar a cron expression names.
public sealed interface CronDays {
    boolean contain(LocalDate date);

    /// Days of the month.
    record OfMonth(BitSet days) implements CronDays {
        @Override
        public boolean contain(LocalDate date) {
            return days.get(date.getDayOfMonth());
        }
    }

    /// `L`: the last day of the month.
    record LastOfMonth() implements CronDays {
        @Override
        public boolean contain(LocalDate date) {
            return date.getDayOfMonth() == date.lengthOfMonth();
        }
    }

    /// `15W`: the weekday nearest to a day, within the same month.
    record NearestWeekday(int day) implements CronDays {
        @Override
        public boolean contain(LocalDate date) {
            if (day > date.lengthOfMonth()) return false;
            var wanted = date.withDayOfMonth(day);
            int shift = switch (wanted.getDayOfWeek()) {
                case SATURDAY -> day == 1 ? 2 : -1;
                case SUNDAY -> day == date.lengthOfMonth() ? -2 : 1;
                case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> 0;
            };
            return date.equals(wanted.plusDays(shift));
        }
    }

    /// Days of the week, 1 is Sunday.
    record OfWeek(BitSet days) implements CronDays {
        @Override
        public boolean contain(LocalDate date) {
            return days.get(number(date.getDayOfWeek()));
        }
    }

    /// `6#3`: the third Friday of the month; `6L`: the last (nth is 0).
    record NthOfMonth(int weekday, int nth) implements CronDays {
        @Override
        public boolean contain(LocalDate date) {
            if (number(date.getDayOfWeek()) != weekday) return false;
            return nth == 0
                    ? date.getDayOfMonth() + 7 > date.lengthOfMonth()
                    : (date.getDayOfMonth() - 1) / 7 + 1 == nth;
        }
    }

    private static int number(DayOfWeek day) {
        return day.getValue() % 7 + 1;
    }

    /// One of both is `?`.
    static CronDays parse(String ofMonth, String ofWeek) {
        if (ofMonth.equals("?") == ofWeek.equals("?"))
            throw new InvalidSchedule("Expected ? for either the day of month or the day of week, received %s and %s."
                    .formatted(ofMonth, ofWeek));
        return ofWeek.equals("?") ? daysOfMonth(ofMonth) : daysOfWeek(ofWeek);
    }

    private static CronDays daysOfMonth(String text) {
        if (text.equals("L")) return new LastOfMonth();
        if (text.endsWith("W"))
            return new NearestWeekday(CronField.DAYS_OF_MONTH.value(text.substring(0, text.length() - 1)));
        return new OfMonth(CronField.DAYS_OF_MONTH.parse(text));
    }

    private static CronDays daysOfWeek(String text) {
        var field = CronField.DAYS_OF_WEEK;
        int hash = text.indexOf('#');
        if (hash >= 0) {
            var nth = text.substring(hash + 1);
            if (!nth.matches("[1-5]")) throw field.refused(text);
            return new NthOfMonth(field.value(text.substring(0, hash)), Integer.parseInt(nth));
        }
        if (text.equals("L")) return new NthOfMonth(7, 0);
        if (text.endsWith("L") && text.length() > 1)
            return new NthOfMonth(field.value(text.substring(0, text.length() - 1)), 0);
        return new OfWeek(field.parse(text));
    }
}
