package billow.model.service;

import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Counter;
import billow.model.archetype.Table;
import billow.model.kind.Meter;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.Arrays;
import java.util.List;

/// What becomes of the items of a table: class and size, growth, life, backups, replicas, and what all that is billed.
final class TableKeeping {
    static final Param.Size TABLE_SIZE = new Param.Size(
            assumed(
                    "tableSize",
                    Section.DATA,
                    "Size of all items at the beginning: storage cost, and one partition per 10 GB."),
            Unit.GIGABYTE,
            0,
            1L << 50,
            1L << 30);
    static final Param.Choice TABLE_CLASS = choice(
            documented("tableClass", Section.COST, "Price class of the table."),
            "STANDARD",
            "STANDARD",
            "For most tables.",
            "STANDARD_INFREQUENT_ACCESS",
            "Storage is cheaper, requests are dearer.");
    static final Param.Real NEW_ITEMS = new Param.Real(
            assumed(
                    "newItems",
                    Section.DATA,
                    "Share of puts that add an item to the table instead of replacing one: how fast it grows."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    static final Param.Span TIME_TO_LIVE = new Param.Span(
            documented(
                    "timeToLive",
                    Section.DATA,
                    "Age at which new items expire. They are deleted free of charge; the stream tells of it."),
            Unit.HOUR,
            1_000_000_000L,
            (long) Unit.DAY.toCanonical(3_650),
            null);
    static final Param.Span EXPIRY_DELAY = Declare.span(
            "expiryDelay",
            Section.BEHAVIOUR,
            Unit.HOUR,
            "dynamodb.expiryDelay",
            "From the expiry of an item to its deletion; until then it is kept and billed.");
    static final Param.Flag RECOVERY = new Param.Flag(
            documented(
                    "pointInTimeRecovery",
                    Section.COST,
                    "Continuous backups of the last 35 days, billed by the size of the table."),
            false);
    static final Param.Size BACKUPS = new Param.Size(
            assumed("backupSize", Section.COST, "Size of all on-demand backups that are kept."),
            Unit.GIGABYTE,
            0,
            1L << 50,
            0L);
    static final Param.Text REPLICAS = new Param.Text(
            documented(
                    "replicas",
                    Section.RELIABILITY,
                    "Other regions of a global table, separated by commas; each takes every write."),
            500,
            null);
    static final Param.Law REPLICATION = Declare.time(
            Declare.limited(
                    "replicationDelay",
                    Section.BEHAVIOUR,
                    "Time until a write has reached a replica.",
                    "dynamodb.replicationP50"),
            Declare.millisBetween("dynamodb.replicationP50", "dynamodb.replicationP99"));

    static final List<Param<?>> PARAMS = List.of(
            TABLE_SIZE, TABLE_CLASS, NEW_ITEMS, TIME_TO_LIVE, EXPIRY_DELAY, RECOVERY, BACKUPS, REPLICAS, REPLICATION);

    /// Requests to a table for infrequent access, relative to one of the standard class. Source: AWS pricing pages.
    private static final double DEARER = 1.25;

    private TableKeeping() {}

    static Table.Keeping of(Params p) {
        long life = p.find(TIME_TO_LIVE).map(t -> t + p.get(EXPIRY_DELAY)).orElse(0L);
        return new Table.Keeping(p.get(NEW_ITEMS), life, replicas(p), p.get(REPLICATION));
    }

    private static int replicas(Params p) {
        return (int) p.find(REPLICAS).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .filter(region -> !region.isBlank())
                .count();
    }

    private static boolean standard(Params p) {
        return p.get(TABLE_CLASS).equals("STANDARD");
    }

    private static double copies(Params p) {
        return 1 + replicas(p);
    }

    private static double gigabyteMonths(Params p, Meter.Counts c) {
        double grown = c.get(Counter.GROWN_KILOBYTE_SECONDS) * 1024;
        double kept = Declare.gigabytes(p.get(TABLE_SIZE)) * c.seconds() + Declare.gigabytes(grown);
        return copies(p) * kept / (730 * 3600);
    }

    private static double reads(Meter.Counts c) {
        return (c.get(Counter.HALF_READ_UNITS) + c.get(Counter.INDEX_HALF_READ_UNITS)) / 2;
    }

    /// Writes to a table with replicas are billed as replicated writes, here and there; those to indexes are not.
    private static double writes(Params p, Meter.Counts c) {
        double own = replicas(p) > 0 ? 0 : c.get(Counter.WRITE_UNITS);
        return own + copies(p) * c.get(Counter.INDEX_WRITE_UNITS);
    }

    static List<Meter> meters() {
        return List.of(
                new Meter(
                        "dynamodb.ondemand_read",
                        "RRU",
                        "Read request units of 4 KB, half for eventually consistent reads, on demand.",
                        (p, c) -> TableCapacity.onDemand(p) && standard(p) ? reads(c) : 0),
                new Meter(
                        "dynamodb.ondemand_write",
                        "WRU",
                        "Write request units of 1 KB, refused conditions and entries of indexes included, on demand.",
                        (p, c) -> TableCapacity.onDemand(p) && standard(p) ? writes(p, c) : 0),
                new Meter(
                        "dynamodb.ondemand_read_IA",
                        "RRU",
                        "Read request units of a table for infrequent access.",
                        (p, c) -> TableCapacity.onDemand(p) && !standard(p) ? reads(c) : 0),
                new Meter(
                        "dynamodb.ondemand_write_IA",
                        "WRU",
                        "Write request units of a table for infrequent access.",
                        (p, c) -> TableCapacity.onDemand(p) && !standard(p) ? writes(p, c) : 0),
                new Meter(
                        "dynamodb.replicated_write",
                        "rWRU",
                        "Write request units of a global table, once in each region, at the price of the design's region;"
                                + " a quarter more for infrequent access.",
                        (p, c) -> TableCapacity.onDemand(p) && replicas(p) > 0
                                ? (standard(p) ? 1 : DEARER)
                                        * (c.get(Counter.WRITE_UNITS) + c.get(Counter.REPLICATED_WRITE_UNITS))
                                : 0),
                new Meter(
                        "dynamodb.provisioned_rcu_hour",
                        "RCU-hour",
                        "Provisioned read units of table, indexes and replicas by the hour, used or not;"
                                + " a quarter more for infrequent access.",
                        (p, c) -> hours(p, c.get(Counter.READ_CAPACITY_MILLIS))),
                new Meter(
                        "dynamodb.provisioned_wcu_hour",
                        "WCU-hour",
                        "Provisioned write units of table, indexes and replicas by the hour, used or not;"
                                + " a quarter more for infrequent access.",
                        (p, c) -> hours(p, c.get(Counter.WRITE_CAPACITY_MILLIS))),
                new Meter(
                        "dynamodb.storage_standard",
                        "GB-month",
                        "Size of the table for the time it is kept, in each region; a month has 730 hours.",
                        (p, c) -> standard(p) ? gigabyteMonths(p, c) : 0),
                new Meter(
                        "dynamodb.storage_IA",
                        "GB-month",
                        "Size of a table for infrequent access for the time it is kept, in each region.",
                        (p, c) -> standard(p) ? 0 : gigabyteMonths(p, c)),
                new Meter(
                        "dynamodb.pitr",
                        "GB-month",
                        "Size of a table with point-in-time recovery, in each region, whatever has changed.",
                        (p, c) -> p.get(RECOVERY) ? gigabyteMonths(p, c) : 0),
                new Meter(
                        "dynamodb.ondemand_backup",
                        "GB-month",
                        "Size of on-demand backups for the time they are kept.",
                        (p, c) -> Declare.gigabytes(p.get(BACKUPS)) * c.seconds() / (730 * 3600)));
    }

    private static double hours(Params p, double unitMillis) {
        return copies(p) * (standard(p) ? 1 : DEARER) * unitMillis / 3.6e6;
    }
}
