package billow.model.fault;

import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads faults as people write them:
///
/// `kill NODE at TIME [for TIME]` · `slow NODE|LINK by 3x|200ms at TIME [for TIME]` ·
/// `fail SHARE of NODE|LINK at TIME [for TIME]` · `cut LINK at TIME [for TIME]` ·
/// `limit NODE|account to RATE|NUMBER at TIME [for TIME]` · `flush NODE at TIME` ·
/// `poison NODE [with NUMBER] at TIME` · `lose SHARE of NODE|account at TIME [for TIME]`
///
/// A time may have several parts: `19m30s`.
///
/// Without `for` a fault lasts until the end; killing a function, flushing and poisoning are over in a moment.
public final class FaultText {
    /// One sentence for each sort of fault, for help and messages.
    public static final List<String> FORMS = List.of(
            "kill NODE at TIME [for TIME]",
            "slow NODE|LINK by 3x|200ms at TIME [for TIME]",
            "fail 20% of NODE|LINK at TIME [for TIME]",
            "cut LINK at TIME [for TIME]",
            "limit NODE|account to 10/s|50 at TIME [for TIME]",
            "flush NODE at TIME",
            "poison NODE [with 3] at TIME",
            "lose 33% of NODE|account at TIME [for TIME]");

    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(.+?)\\s+at\\s+(.+?)(?:\\s+for\\s+(.+))?");
    private static final Pattern BY = Pattern.compile("(\\S+)\\s+by\\s+(.+)");
    private static final Pattern OF = Pattern.compile("(.+?)\\s+of\\s+(\\S+)");
    private static final Pattern TO = Pattern.compile("(\\S+)\\s+to\\s+(.+)");
    private static final Pattern WITH = Pattern.compile("(\\S+)(?:\\s+with\\s+(.+))?");
    private static final Pattern FACTOR = Pattern.compile("([0-9.]+)\\s*[x×]");
    private static final Pattern PART = Pattern.compile("[0-9]+(?:\\.[0-9]+)?\\s*[a-zA-Zµ]+");
    private static final Pattern PARTS = Pattern.compile("(?:" + PART.pattern() + "\\s*)+");
    private static final int LONGEST = 60;
    private static final double LONGEST_NANOS = 9e18;

    private FaultText() {}

    /// Why a text is no fault.
    public static final class BadFault extends Exception {
        private static final long serialVersionUID = 1;
        private final String message;

        public BadFault(String message) {
            super(message);
            this.message = message;
        }

        /// The complaint, never null.
        public String message() {
            return message;
        }
    }

    public static Fault parse(String text) throws BadFault {
        var line = LINE.matcher(text.strip());
        if (!line.matches())
            throw new BadFault(
                    "Expected a fault such as \"kill orders at 10m for 2m\", received \"%s\".".formatted(shown(text)));
        var rest = line.group(2);
        long at = time(line.group(3), "at", 0);
        long lasts = line.group(4) == null ? Long.MAX_VALUE : time(line.group(4), "for", 1);
        boolean open = line.group(4) == null;
        return switch (line.group(1).toLowerCase(Locale.ROOT)) {
            case "kill" -> new Fault(text, new Fault.Kill(), one(rest), at, open ? 0 : lasts);
            case "slow" -> {
                var m = match(BY, rest, "slow orders by 3x");
                yield new Fault(text, slow(m.group(2)), m.group(1), at, lasts);
            }
            case "fail" -> {
                var m = match(OF, rest, "fail 20% of orders");
                yield new Fault(text, new Fault.Fail(share(m.group(1))), m.group(2), at, lasts);
            }
            case "cut" -> new Fault(text, new Fault.Cut(), one(rest), at, lasts);
            case "limit" -> {
                var m = match(TO, rest, "limit orders to 10/s");
                yield new Fault(text, limit(m.group(2)), m.group(1), at, lasts);
            }
            case "flush" -> new Fault(text, new Fault.Flush(), one(rest), at, momentary(open, "flush"));
            case "poison" -> {
                var m = match(WITH, rest, "poison queue with 3");
                yield new Fault(text, poison(m.group(2)), m.group(1), at, momentary(open, "poison"));
            }
            case "lose" -> {
                var m = match(OF, rest, "lose 33% of orders");
                yield new Fault(text, new Fault.Lose(share(m.group(1))), m.group(2), at, lasts);
            }
            default ->
                throw new BadFault("Expected kill, slow, fail, cut, limit, flush, poison or lose, received \"%s\"."
                        .formatted(shown(line.group(1))));
        };
    }

    private static long momentary(boolean open, String verb) throws BadFault {
        if (open) return 0;
        throw new BadFault("Expected no \"for\" after %s, which is done in a moment.".formatted(verb));
    }

    private static Matcher match(Pattern pattern, String rest, String example) throws BadFault {
        var matcher = pattern.matcher(rest);
        if (matcher.matches()) return matcher;
        throw new BadFault("Expected something like \"%s\", received \"%s\".".formatted(example, shown(rest)));
    }

    private static String one(String rest) throws BadFault {
        if (!rest.contains(" ")) return rest;
        throw new BadFault("Expected the id of one node or link, received \"%s\".".formatted(shown(rest)));
    }

    private static long time(String text, String word, long least) throws BadFault {
        double nanos =
                Quantity.parse(text, Unit.SECOND).map(Quantity::canonical).orElseGet(() -> sum(text));
        if (nanos >= least && nanos < LONGEST_NANOS) return Math.round(nanos);
        throw new BadFault("Expected a time such as 10m after \"%s\", received \"%s\".".formatted(word, shown(text)));
    }

    /// Of parts such as 19m30s, each with its unit; -1 when it is none.
    private static double sum(String text) {
        if (!PARTS.matcher(text).matches()) return -1;
        var part = PART.matcher(text);
        double sum = 0;
        while (part.find()) {
            var time = Quantity.parse(part.group(), Unit.SECOND);
            if (time.isEmpty()) return -1;
            sum += time.get().canonical();
        }
        return sum;
    }

    private static double share(String text) throws BadFault {
        double share =
                Quantity.parse(text, Unit.PERCENT).map(Quantity::canonical).orElse(-1.0);
        if (share > 0 && share <= 1) return share;
        throw new BadFault("Expected a share above 0 and up to 100 %%, received \"%s\".".formatted(shown(text)));
    }

    private static Fault.Slow slow(String text) throws BadFault {
        var factor = FACTOR.matcher(text);
        double times = factor.matches() ? number(factor.group(1)) : Double.NaN;
        if (times >= 1 && times <= 1e6) return new Fault.Slow(times, 0);
        Optional<Quantity> added = Quantity.parse(text, Unit.MILLISECOND);
        double nanos = added.map(Quantity::canonical).orElse(-1.0);
        if (nanos > 0 && nanos < 1e15 && !Character.isDigit(text.charAt(text.length() - 1)))
            return new Fault.Slow(1, Math.round(nanos));
        throw new BadFault(
                "Expected a factor such as 3x or a time such as 200ms, received \"%s\".".formatted(shown(text)));
    }

    private static double number(String text) {
        return Quantity.parse(text, Unit.COUNT).map(Quantity::canonical).orElse(Double.NaN);
    }

    private static Fault.Limit limit(String text) throws BadFault {
        double count = number(text);
        if (count >= 0 && count <= Integer.MAX_VALUE && count == Math.rint(count))
            return new Fault.Limit(Double.NaN, (int) count);
        double rate = text.contains("/")
                ? Quantity.parse(text, Unit.PER_SECOND).map(Quantity::canonical).orElse(-1.0)
                : -1;
        if (rate >= 0) return new Fault.Limit(rate, 0);
        throw new BadFault(
                "Expected a rate such as 10/s or a number of executions, received \"%s\".".formatted(shown(text)));
    }

    private static Fault.Poison poison(@org.jspecify.annotations.Nullable String text) throws BadFault {
        double count = text == null ? 1 : number(text);
        if (count >= 1 && count <= 1_000_000 && count == Math.rint(count)) return new Fault.Poison((int) count);
        throw new BadFault("Expected a number of messages of at least 1, received \"%s\"."
                .formatted(shown(text == null ? "" : text)));
    }

    private static String shown(String text) {
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.replaceAll("\\p{C}", "\uFFFD");
    }
}
