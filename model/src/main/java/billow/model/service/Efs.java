package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.FileSystem;
import billow.model.archetype.Interaction;
import billow.model.kind.Category;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;

/// A file system of Amazon EFS, General Purpose.
public final class Efs implements NodeKind {
    static final Param.Choice MODE = Declare.choice(
            documented("throughputMode", Section.CAPACITY, "Where its throughput comes from."),
            "elastic",
            "elastic",
            "As much as is needed, billed by the byte.",
            "bursting",
            "By the size of what it holds, with credits for bursts; not billed.",
            "provisioned",
            "A fixed throughput, billed by the month.");
    static final Param.Real PROVISIONED = new Param.Real(
            Declare.limited(
                    "provisionedThroughputInMibps",
                    Section.CAPACITY,
                    "MB per second in provisioned mode; reads count a third.",
                    "efs.provisioned"),
            Unit.COUNT,
            limit("efs.provisioned").minimum(),
            limit("efs.provisioned").maximum(),
            limit("efs.provisioned").standard());
    static final Param.Size STORED = new Param.Size(
            assumed("stored", Section.DATA, "Data in the file system, for its bursting throughput and for the bill."),
            Unit.GIGABYTE,
            0,
            1L << 50,
            10L << 30);
    static final Param.Size CREDITS = new Param.Size(
            Declare.limited(
                    "burstCredits",
                    Section.CAPACITY,
                    "Credits at the beginning and at most, in bursting mode.",
                    "efs.credits"),
            Unit.GIGABYTE,
            0,
            1L << 50,
            (long) Unit.GIGABYTE.toCanonical(limit("efs.credits").standard()));
    static final Param.Choice AVAILABILITY = Declare.choice(
            documented("availability", Section.COST, "In how many zones data are kept."),
            "regional",
            "regional",
            "In several zones.",
            "oneZone",
            "In one zone; cheaper.");
    static final Param.Real INFREQUENT = new Param.Real(
            assumed("infrequentAccess", Section.COST, "Share of the data in the class for infrequent access."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    static final Param.Law READ_LATENCY = law("readLatency", "efs.read", "Time of a read operation.");
    static final Param.Law WRITE_LATENCY = law("writeLatency", "efs.write", "Time of a write operation.");

    static final Param.Real TOUCHED = new Param.Real(
            assumed(
                    "infrequentOperations",
                    Section.LOAD,
                    "Share of the operations that are about files in infrequent access; by default the share of the data there."),
            Unit.PERCENT,
            0,
            1,
            null);
    static final Param.Law INFREQUENT_LATENCY =
            law("infrequentLatency", "efs.infrequent", "Time of an operation on a file in infrequent access.");

    static final Param.Choice OPERATION = Declare.choice(
            documented("operation", Section.BEHAVIOUR, "What is done with files."),
            "read",
            "read",
            "Reads.",
            "write",
            "Writes.");
    static final Param.Law SIZE = Declare.size(
            assumed("operationSize", Section.DATA, "Bytes of one operation; at least 4 KB are metered."),
            Declare.kilobytes(64));
    static final Param.Whole OPERATIONS = new Param.Whole(
            assumed("operations", Section.LOAD, "Operations one after the other each time."),
            Unit.COUNT,
            1,
            100_000,
            1L);

    private static Param.Law law(String name, String limit, String help) {
        return Declare.time(
                Declare.limited(name, Section.BEHAVIOUR, help, limit + "P50"),
                Declare.millisBetween(limit + "P50", limit + "P99"));
    }

    @Override
    public String id() {
        return "aws.efs.filesystem";
    }

    @Override
    public String name() {
        return "EFS file system";
    }

    @Override
    public Category category() {
        return Category.DATA;
    }

    @Override
    public String summary() {
        return "Files that functions read and write, as fast as its throughput allows.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(
                MODE,
                PROVISIONED,
                STORED,
                CREDITS,
                AVAILABILITY,
                INFREQUENT,
                READ_LATENCY,
                WRITE_LATENCY,
                TOUCHED,
                INFREQUENT_LATENCY,
                Encryption.AT_REST);
    }

    @Override
    public List<Outlet> outlets() {
        return List.of();
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(new Inlet(
                LinkKind.OPERATE,
                List.of(OPERATION, SIZE, OPERATIONS),
                p -> new Interaction.FileAccess(
                        p.get(OPERATION).equals("write"), p.get(SIZE), Math.toIntExact(p.get(OPERATIONS)))));
    }

    private static double megabytes(String limit) {
        return Unit.MEGABYTE.toCanonical(limit(limit).standard());
    }

    /// Source: EFS user guide, 2022-04, throughput modes: by the terabyte stored, with a floor.
    private static FileSystem.Throughput throughput(Params p) {
        double terabytes = Unit.TERABYTE.fromCanonical(p.get(STORED));
        double provisioned = Unit.MEGABYTE.toCanonical(p.get(PROVISIONED));
        return switch (p.get(MODE)) {
            case "bursting" ->
                new FileSystem.Throughput(
                        Math.max(megabytes("efs.baselineFloor"), terabytes * megabytes("efs.baseline")),
                        Math.max(1, terabytes) * megabytes("efs.burst"),
                        p.get(CREDITS));
            case "provisioned" -> new FileSystem.Throughput(provisioned, provisioned, 0);
            default -> new FileSystem.Throughput(megabytes("efs.elastic"), megabytes("efs.elastic"), 0);
        };
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new FileSystem(
                throughput(p),
                limit("efs.reads").standard(),
                limit("efs.writes").standard(),
                p.get(READ_LATENCY),
                p.get(WRITE_LATENCY),
                p.find(TOUCHED).orElse(p.get(INFREQUENT)),
                p.get(INFREQUENT_LATENCY),
                megabytes("efs.client"),
                (long) Unit.KILOBYTE.toCanonical(limit("efs.chunk").standard()),
                1 / limit("efs.readDiscount").standard());
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                stored("efs.standard_storage", "Data kept in several zones, for the time they are kept."),
                stored("efs.one_zone_storage", "Data kept in one zone, for the time they are kept."),
                stored("efs.ia_storage", "Data in the class for infrequent access, for the time they are kept."),
                moved(
                        "efs.elastic_read",
                        "Bytes read in elastic mode, at least 4 KB an operation.",
                        Counter.BYTES_READ),
                moved(
                        "efs.elastic_write",
                        "Bytes written in elastic mode, at least 4 KB an operation.",
                        Counter.BYTES_WRITTEN),
                new Meter(
                        "efs.provisioned_throughput",
                        "MB/s-month",
                        "Throughput provisioned, for the time it is; what the data kept include is not taken off.",
                        (p, c) -> p.get(MODE).equals("provisioned")
                                ? p.get(PROVISIONED) * c.seconds() / Standing.MONTH_SECONDS
                                : 0));
    }

    private static Meter stored(String id, String help) {
        return new Meter(
                id,
                "GB-month",
                help,
                (p, c) -> Declare.gigabytes(p.get(STORED)) * part(id, p) * c.seconds() / Standing.MONTH_SECONDS);
    }

    private static double part(String id, Params p) {
        boolean oneZone = p.get(AVAILABILITY).equals("oneZone");
        return switch (id) {
            case "efs.ia_storage" -> p.get(INFREQUENT);
            case "efs.one_zone_storage" -> oneZone ? 1 - p.get(INFREQUENT) : 0;
            default -> oneZone ? 0 : 1 - p.get(INFREQUENT);
        };
    }

    private static Meter moved(String id, String help, Counter counter) {
        return new Meter(
                id, "GB", help, (p, c) -> p.get(MODE).equals("elastic") ? Declare.gigabytes(c.get(counter)) : 0);
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("operations", "count", "Operations on files."),
                new Metric("meteredIOBytes", "MB", "Bytes as throughput counts them: reads a third, 4 KB at least."),
                new Metric("throttled", "count", "Calls that waited for throughput or operations."),
                new Metric("waited", "ms", "Time calls waited, mean."),
                new Metric("burstCreditBalance", "GB", "Credits left, in bursting mode."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::EFS::FileSystem", "aws_efs_file_system");
    }
}
