package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Counter;
import billow.model.kind.Meter;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;

/// What a bucket keeps over a month, in which class, and what that and its requests are billed by.
///
/// Objects stored at a steady rate that expire are as many at any time as come in their life; those that never expire
/// are half of a month's on average over that month. Data that is there beforehand stays in the bucket's class.
public final class ObjectStorage {
    public static final Param.Choice CLASS = choice(
            documented("storageClass", Section.COST, "Class in which objects are stored."),
            "standard",
            "standard",
            "S3 Standard.",
            "standardIa",
            "Infrequent access: cheaper storage, dearer requests, reads billed by the byte.");
    public static final Param.Size STOCK = new Param.Size(
            assumed("storedData", Section.DATA, "Data in the bucket beforehand; it stays."),
            Unit.GIGABYTE,
            0,
            1L << 60,
            0L);
    public static final Param.Span TRANSITION = new Param.Span(
            documented(
                    "transitionAfter",
                    Section.COST,
                    "Age at which a lifecycle rule moves objects to infrequent access; at least 30 days."),
            Unit.DAY,
            (long) Unit.DAY.toCanonical(30),
            (long) Unit.DAY.toCanonical(3_650),
            null);
    public static final Param.Span EXPIRATION = new Param.Span(
            documented("expirationAfter", Section.COST, "Age at which a lifecycle rule deletes objects."),
            Unit.DAY,
            (long) Unit.DAY.toCanonical(1),
            (long) Unit.DAY.toCanonical(3_650),
            null);

    private static final double MONTH_SECONDS = 730 * 3600;

    static final List<Meter> METERS = List.of(
            new Meter(
                    "s3.standard_storage",
                    "GB-month",
                    "Data in S3 Standard, mean of the month.",
                    (p, c) -> kept(c, rare(p) ? 0 : p.get(STOCK) + young(p, c))),
            new Meter(
                    "s3.standard_ia_storage",
                    "GB-month",
                    "Data in infrequent access, mean of the month; small objects as 128 KB, for 30 days at least.",
                    (p, c) -> kept(c, rare(p) ? p.get(STOCK) + rareFromTheStart(p, c) : old(p, c))),
            new Meter(
                    "s3.put_copy_post_list",
                    "request",
                    "Requests that put, copy, post or list.",
                    (p, c) -> rare(p) ? 0 : c.get(Counter.OBJECT_WRITES)),
            new Meter(
                    "s3.get_other",
                    "request",
                    "Requests that read, and all others but deletes.",
                    (p, c) -> rare(p) ? 0 : c.get(Counter.OBJECT_READS)),
            new Meter(
                    "s3.standard_ia_put",
                    "request",
                    "Requests that put, copy, post or list in infrequent access.",
                    (p, c) -> rare(p) ? c.get(Counter.OBJECT_WRITES) : 0),
            new Meter(
                    "s3.standard_ia_get",
                    "request",
                    "Requests that read in infrequent access.",
                    (p, c) -> rare(p) ? c.get(Counter.OBJECT_READS) : 0),
            new Meter(
                    "s3.standard_ia_retrieval",
                    "GB",
                    "Bytes read from infrequent access.",
                    (p, c) -> rare(p) ? Declare.gigabytes(c.get(Counter.BYTES_RETRIEVED)) : 0),
            new Meter(
                    "s3.lifecycle_transition_to_ia",
                    "request",
                    "Objects moved to infrequent access by the lifecycle rule.",
                    (p, c) -> moves(p) ? c.get(Counter.OBJECTS_STORED) : 0),
            Gateways.dataOut());

    private ObjectStorage() {}

    /// Size by which smaller objects are billed in infrequent access.
    static long leastBytes() {
        return (long) Unit.KILOBYTE.toCanonical(limit("s3.iaLeastSize").standard());
    }

    private static boolean rare(Params p) {
        return p.get(CLASS).equals("standardIa");
    }

    /// GB-months of so many bytes that are kept for the counted time.
    private static double kept(Meter.Counts c, double bytes) {
        return Declare.gigabytes(bytes) * c.seconds() / MONTH_SECONDS;
    }

    /// Bytes of added objects in S3 Standard.
    private static double young(Params p, Meter.Counts c) {
        double rate = Math.max(0, c.get(Counter.BYTES_STORED) - c.get(Counter.BYTES_REMOVED)) / c.seconds();
        double life = life(p, EXPIRATION);
        return rate * (moves(p) ? life(p, TRANSITION) : Double.isInfinite(life) ? MONTH_SECONDS / 2 : life);
    }

    /// Bytes of added objects that were moved to infrequent access.
    private static double old(Params p, Meter.Counts c) {
        return moves(p) ? rareRate(c) * spell(life(p, EXPIRATION) - life(p, TRANSITION)) : 0;
    }

    private static double rareFromTheStart(Params p, Meter.Counts c) {
        return rareRate(c) * spell(life(p, EXPIRATION));
    }

    /// Seconds for which an object in infrequent access is billed.
    private static double spell(double seconds) {
        double least = limit("s3.iaLeastDays").standard() * 86_400;
        return Double.isInfinite(seconds) ? MONTH_SECONDS / 2 : Math.max(seconds, least);
    }

    private static double rareRate(Meter.Counts c) {
        return Math.max(0, c.get(Counter.BYTES_STORED_AT_LEAST) - c.get(Counter.BYTES_REMOVED)) / c.seconds();
    }

    /// Whether objects live to be moved.
    private static boolean moves(Params p) {
        return !rare(p) && life(p, TRANSITION) < life(p, EXPIRATION);
    }

    /// In seconds; infinite where there is no such rule.
    private static double life(Params p, Param.Span rule) {
        return p.find(rule).map(Unit.SECOND::fromCanonical).orElse(Double.POSITIVE_INFINITY);
    }
}
