package billow.model.kind;

import billow.model.param.Param;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Whether one kind can use another, and how; otherwise why not and what to put between.
public sealed interface Connection {
    /// @param options ways to connect, the most usual first; never empty
    record Possible(List<Option> options) implements Connection {
        public Possible {
            options = List.copyOf(options);
        }
    }

    /// @param reason a sentence why it cannot be, with a way out where there is one
    record Refused(String reason) implements Connection {}

    /// One way to connect: both sides of the link.
    record Option(Outlet outlet, Inlet inlet) {
        public LinkKind kind() {
            return outlet.kind();
        }

        /// Everything a link of this sort can configure, the caller's side first.
        public List<Param<?>> params() {
            var all = new ArrayList<Param<?>>(outlet.params());
            all.addAll(inlet.params());
            return List.copyOf(all);
        }
    }

    static Connection between(NodeKind from, NodeKind to) {
        var options = new ArrayList<Option>();
        for (var outlet : outlets(from))
            for (var inlet : to.inlets())
                if (outlet.kind() == inlet.kind()
                        && from.reaches(outlet.kind(), to)
                        && to.isReachedBy(inlet.kind(), from))
                    options.add(new Option(from.outletTo(to, outlet), to.inletFrom(from, inlet)));
        to.usualFrom(from)
                .ifPresent(usual -> options.sort(Comparator.comparing((Option option) -> option.kind() != usual)));
        if (!options.isEmpty()) return new Possible(options);
        return new Refused(from.adviceFor(to).orElseGet(() -> reason(from, to)));
    }

    /// What reports metrics can also be watched.
    private static List<Outlet> outlets(NodeKind from) {
        boolean reports = from.category() != Category.TRAFFIC
                && from.inlets().stream().noneMatch(i -> i.kind() == LinkKind.WATCH)
                && !from.metrics().isEmpty();
        if (!reports) return from.outlets();
        var all = new ArrayList<>(from.outlets());
        all.add(Outlet.plain(LinkKind.WATCH));
        return all;
    }

    private static String reason(NodeKind from, NodeKind to) {
        if (from.outlets().isEmpty())
            return "%s only answers; it can't use other nodes. Maybe draw the link the other way round."
                    .formatted(article(from));
        if (to.inlets().isEmpty())
            return "Nothing can be connected into %s: it starts all by itself.".formatted(lower(article(to)));
        return "%s can't use %s directly. Maybe put a Lambda function between them."
                .formatted(article(from), lower(article(to)));
    }

    private static String article(NodeKind kind) {
        return ("AEIOU".indexOf(Character.toUpperCase(kind.name().charAt(0))) >= 0 ? "An " : "A ") + kind.name();
    }

    private static String lower(String text) {
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
