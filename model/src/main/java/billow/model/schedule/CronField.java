package billow.model.schedule;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// A field of a cron expression: its range and the names its values may have.
enum CronField {
    MINUTES("minutes", 0, 59, List.of()),
    HOURS("hours", 0, 23, List.of()),
    DAYS_OF_MONTH("day of month", 1, 31, List.of()),
    MONTHS("month", 1, 12, List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
    DAYS_OF_WEEK("day of week", 1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")),
    YEARS("year", 1970, 2199, List.of());

    private final String title;
    private final int min;
    private final int max;
    private final List<String> names;

    CronField(String title, int min, int max, List<String> names) {
        this.title = title;
        this.min = min;
        this.max = max;
        this.names = names;
    }

    /// Values, ranges and steps, separated by commas: `*`, `5`, `1-5`, `0/15`, `MON-FRI`.
    BitSet parse(String text) {
        var values = new BitSet();
        for (var part : text.split(",", -1)) add(part, values);
        return values;
    }

    private void add(String part, BitSet values) {
        var stepped = part.split("/", -1);
        if (stepped.length > 2) throw refused(part);
        var ends = stepped[0].split("-", -1);
        if (ends.length > 2) throw refused(part);
        boolean any = stepped[0].equals("*");
        int first = any ? min : value(ends[0]);
        int last = any || stepped.length == 2 && ends.length == 1 ? max : value(ends[ends.length - 1]);
        int step = stepped.length == 2 ? number(stepped[1], part) : 1;
        if (step < 1) throw refused(part);
        // A range may go round the end: FRI-MON.
        int length = last >= first ? last - first : last - first + max - min + 1;
        for (int i = 0; i <= length; i += step) values.set(min + (first - min + i) % (max - min + 1));
    }

    int value(String text) {
        int named = names.indexOf(text.toUpperCase(Locale.ROOT));
        int value = named >= 0 ? named + min : number(text, text);
        if (value < min || value > max) throw refused(text);
        return value;
    }

    private int number(String text, String part) {
        if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '9'))
            throw refused(part);
        return Integer.parseInt(text);
    }

    InvalidSchedule refused(String part) {
        return new InvalidSchedule("Expected values of %d to %d for the %s, received %s."
                .formatted(min, max, title, part.isEmpty() ? "nothing" : part));
    }
}
