package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Counter;
import billow.model.kind.Meter;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;

/// Logs in CloudWatch: how long they are kept, and what that costs.
final class Logs {
    private static final String NEVER = "never";

    /// Retention of a log group in days, as CloudWatch offers it.
    static final Param.Choice RETENTION = Declare.choice(
            documented(
                    "logRetention",
                    Section.COST,
                    "Days after which log lines expire; when never, as much is billed as a year piles up."),
            NEVER,
            NEVER,
            "For ever, unless told otherwise.",
            "1",
            "A day.",
            "3",
            "Three days.",
            "7",
            "A week.",
            "14",
            "Two weeks.",
            "30",
            "A month.",
            "90",
            "Three months.",
            "180",
            "Half a year.",
            "365",
            "A year.",
            "731",
            "Two years.",
            "1827",
            "Five years.",
            "3653",
            "Ten years.");

    private Logs() {}

    /// GB-months of the lines that are there once logging has gone on for as long as they are kept.
    static Meter storage() {
        return new Meter(
                "cloudwatch.logs_storage",
                "GB-month",
                "Log lines kept, as many as there are once the oldest expire.",
                (p, c) -> Declare.gigabytes(c.get(Counter.LOG_BYTES)) * days(p) * 24 / 730);
    }

    private static double days(Params p) {
        var kept = p.get(RETENTION);
        return kept.equals(NEVER) ? limit("cloudwatch.logs.foreverDays").standard() : Integer.parseInt(kept);
    }
}
