package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Table;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the capacity of a table is provided: billing mode, units, auto scaling, warm throughput, partitions.
public final class TableCapacity {
    static final Param.Choice BILLING_MODE = choice(
            documented("billingMode", Section.CAPACITY, "How capacity is provided and paid."),
            "PAY_PER_REQUEST",
            "PAY_PER_REQUEST",
            "On demand: grows with the load, paid per request.",
            "PROVISIONED",
            "Fixed or auto-scaled units per second, paid by the hour.");
    static final Param.Whole READ_UNITS = Declare.whole(
            "readCapacityUnits",
            Section.CAPACITY,
            Unit.COUNT,
            "dynamodb.units",
            "Provisioned reads per second: one of up to 4 KB strongly, two eventually consistent.");
    static final Param.Whole WRITE_UNITS = Declare.whole(
            "writeCapacityUnits",
            Section.CAPACITY,
            Unit.COUNT,
            "dynamodb.units",
            "Provisioned writes per second of up to 1 KB.");
    static final Param.Whole READ_MAX = new Param.Whole(
            documented("readMaxCapacity", Section.CAPACITY, "Auto scaling of reads up to this; none for no scaling."),
            Unit.COUNT,
            1,
            1_000_000,
            null);
    static final Param.Whole WRITE_MAX = new Param.Whole(
            documented("writeMaxCapacity", Section.CAPACITY, "Auto scaling of writes up to this; none for no scaling."),
            Unit.COUNT,
            1,
            1_000_000,
            null);
    static final Param.Real TARGET = new Param.Real(
            Declare.limited(
                    "targetUtilization",
                    Section.CAPACITY,
                    "Utilisation that auto scaling aims at.",
                    "dynamodb.scalingTarget"),
            Unit.PERCENT,
            0.2,
            0.9,
            limit("dynamodb.scalingTarget").standard() / 100);
    static final Param.Whole MAX_READS = new Param.Whole(
            documented("maxReadRequestUnits", Section.CAPACITY, "Ceiling of on-demand reads per second."),
            Unit.COUNT,
            1,
            10_000_000,
            null);
    static final Param.Whole MAX_WRITES = new Param.Whole(
            documented("maxWriteRequestUnits", Section.CAPACITY, "Ceiling of on-demand writes per second."),
            Unit.COUNT,
            1,
            10_000_000,
            null);
    public static final Param.Whole WARM_READS = Declare.whole(
            "warmReadUnitsPerSecond",
            Section.CAPACITY,
            Unit.COUNT,
            "dynamodb.warmUnits",
            "Warm throughput set in advance: on-demand reads per second that are taken at once, without a peak before.");
    public static final Param.Whole WARM_WRITES = Declare.whole(
            "warmWriteUnitsPerSecond",
            Section.CAPACITY,
            Unit.COUNT,
            "dynamodb.warmUnits",
            "Warm throughput set in advance: on-demand writes per second that are taken at once, without a peak before.");
    static final Param.Flag ADAPTIVE = new Param.Flag(
            documented("adaptiveCapacity", Section.BEHAVIOUR, "Hot partitions get what others leave unused."), true);
    static final Param.Span SPLIT_DELAY = Declare.span(
            "splitDelay",
            Section.BEHAVIOUR,
            Unit.MINUTE,
            "dynamodb.splitDelay",
            "A partition that is at its ceiling all this time is split in two; 0 for never.");

    static final List<Param<?>> PARAMS = List.of(
            BILLING_MODE,
            READ_UNITS,
            WRITE_UNITS,
            READ_MAX,
            WRITE_MAX,
            TARGET,
            MAX_READS,
            MAX_WRITES,
            WARM_READS,
            WARM_WRITES);

    private TableCapacity() {}

    static boolean onDemand(Params p) {
        return p.get(BILLING_MODE).equals("PAY_PER_REQUEST");
    }

    static Table.PartitionLimits partitions(Params p) {
        return new Table.PartitionLimits(
                limit("dynamodb.partitionReads").standard(),
                limit("dynamodb.partitionWrites").standard(),
                Unit.GIGABYTE.toCanonical(limit("dynamodb.partitionSize").standard()),
                limit("dynamodb.burst").standard(),
                p.get(ADAPTIVE),
                p.get(SPLIT_DELAY));
    }

    static Table.Capacity of(Params p) {
        if (!onDemand(p))
            return new Table.Provisioned(
                    p.get(READ_UNITS),
                    p.get(WRITE_UNITS),
                    scaling(p, READ_UNITS, READ_MAX),
                    scaling(p, WRITE_UNITS, WRITE_MAX));
        return new Table.OnDemand(
                warm(p, WARM_READS, "dynamodb.onDemandReads"),
                warm(p, WARM_WRITES, "dynamodb.onDemandWrites"),
                limit("dynamodb.tableQuota").standard(),
                p.find(MAX_READS).orElse(0L),
                p.find(MAX_WRITES).orElse(0L));
    }

    private static Table.@Nullable Scaling scaling(Params p, Param.Whole units, Param.Whole max) {
        return p.find(max)
                .map(m -> new Table.Scaling(p.get(units), m, p.get(TARGET), Declare.nanos("dynamodb.updateTime")))
                .orElse(null);
    }

    private static double warm(Params p, Param.Whole set, String standard) {
        double units = limit(standard).standard();
        return p.find(set).map(warm -> Math.max(warm, units)).orElse(units);
    }
}
