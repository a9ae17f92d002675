package billow.model.asl;

import billow.model.expression.QueryLanguage;
import java.util.ArrayList;
import java.util.List;

/// Reads `Retry` and `Catch`.
final class RetryParser {
    /// Source: Amazon States Language, "Errors".
    private static final long LONGEST_DELAY_SECONDS = 31_622_399;

    private RetryParser() {}

    static List<Retrier> retriers(Fields state) {
        List<Retrier> retriers = new ArrayList<>();
        List<Fields> entries = state.objects("Retry");
        for (int i = 0; i < entries.size(); i++) {
            Fields entry = entries.get(i);
            List<String> errors = errors(entry, i == entries.size() - 1);
            Long interval = entry.whole("IntervalSeconds", 1, AslParser.LONGEST_SECONDS);
            Long attempts = entry.whole("MaxAttempts", 0, AslParser.LONGEST_SECONDS);
            Double rate = entry.real("BackoffRate", 1.0, Double.MAX_VALUE);
            Long delay = entry.whole("MaxDelaySeconds", 1, LONGEST_DELAY_SECONDS);
            String jitter = entry.text("JitterStrategy");
            if (!jitter.isEmpty() && !jitter.equals("NONE") && !jitter.equals("FULL")) {
                entry.error("JitterStrategy", "Expected NONE or FULL, received " + jitter + ".");
            }
            if (delay != null && interval != null && delay <= interval) {
                entry.error(
                        "MaxDelaySeconds",
                        "Expected more than IntervalSeconds (" + interval + " s), received " + delay + ".");
            }
            entry.complainOfRest();
            retriers.add(new Retrier(
                    errors,
                    interval == null ? Retrier.DEFAULT_INTERVAL_SECONDS : interval,
                    attempts == null ? Retrier.DEFAULT_MAX_ATTEMPTS : attempts,
                    rate == null ? Retrier.DEFAULT_BACKOFF_RATE : rate,
                    delay,
                    jitter.equals("FULL")));
        }
        return List.copyOf(retriers);
    }

    static List<Catcher> catchers(Fields state, QueryLanguage language) {
        List<Catcher> catchers = new ArrayList<>();
        List<Fields> entries = state.objects("Catch");
        for (int i = 0; i < entries.size(); i++) {
            Fields entry = entries.get(i);
            List<String> errors = errors(entry, i == entries.size() - 1);
            boolean jsonata = language == QueryLanguage.JSONATA;
            Placement placement = jsonata ? new Placement.Replace() : DataFlowParser.placement(entry);
            String field = "Catch[" + i + "]/";
            catchers.add(new Catcher(
                    errors,
                    entry.requiredText("Next"),
                    placement,
                    jsonata ? entry.template("Output", language, field + "Output") : null,
                    entry.template("Assign", language, field + "Assign")));
            entry.complainOfRest();
        }
        return List.copyOf(catchers);
    }

    private static List<String> errors(Fields entry, boolean last) {
        List<String> errors = entry.texts("ErrorEquals");
        if (errors.contains(ErrorNames.ALL) && (errors.size() > 1 || !last)) {
            entry.error("ErrorEquals", "Expected States.ALL alone and in the last entry, received " + errors + ".");
        }
        errors.stream()
                .filter(name -> name.startsWith("States.") && !ErrorNames.isKnown(name))
                .forEach(name -> entry.error(
                        "ErrorEquals",
                        "Expected an error name the language defines after States., received " + name + "."));
        return errors;
    }
}
