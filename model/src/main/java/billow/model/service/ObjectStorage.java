package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Counter;
import billow.model.archetype.Keeping;
import billow.model.archetype.ObjectStore;
import billow.model.archetype.StorageClass;
import billow.model.kind.Meter;
import billow.model.kind.NodeKind.ParamComplaint;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Distribution;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a bucket keeps over a month, in which classes, and what that and its requests are billed by ([Keeping]). Data
/// that is there beforehand stays in the bucket's class.
public final class ObjectStorage {
    public static final Param.Choice CLASS = classes(
            "storageClass", "Class in which objects are stored that say no other.", "standard", StorageClass.STANDARD);
    public static final Param.Size STOCK = new Param.Size(
            assumed("storedData", Section.DATA, "Data in the bucket beforehand; it stays."),
            Unit.GIGABYTE,
            0,
            1L << 60,
            0L);
    public static final Param.Span ACCESS = new Param.Span(
            assumed(
                    "accessInterval",
                    Section.DATA,
                    "Mean time from access to access of one object, for the tiers of Intelligent-Tiering; none for objects that are never touched again."),
            Unit.DAY,
            (long) Unit.HOUR.toCanonical(1),
            (long) Unit.DAY.toCanonical(3_650),
            null);
    public static final Param.Span TRANSITION = age(
            "transitionAfter", "Age at which a lifecycle rule moves objects to transitionClass; none for never.", 0);
    public static final Param.Choice TRANSITION_CLASS = classes(
            "transitionClass",
            "Class to which transitionAfter moves; infrequent access takes objects of 30 days and more.",
            "standardIa",
            StorageClass.STANDARD_IA);
    public static final Param.Span ARCHIVE =
            age("archiveAfter", "Age at which it moves them once more, to archiveClass; none for never.", 0);
    public static final Param.Choice ARCHIVE_CLASS = classes(
            "archiveClass",
            "Class to which archiveAfter moves.",
            "glacierFlexibleRetrieval",
            StorageClass.GLACIER_INSTANT);
    public static final Param.Span EXPIRATION =
            age("expirationAfter", "Age at which a lifecycle rule deletes objects.", 1);

    private static final double MONTH_SECONDS = 730 * 3600;
    private static final double GIGABYTE = 1024;

    static final List<Meter> METERS = List.of(
            kept(
                    "s3.standard_storage",
                    Counter.STANDARD_MEGABYTE_SECONDS,
                    "S3 Standard, restored copies and names of archived objects (8 KB each) included"),
            kept(
                    "s3.standard_ia_storage",
                    Counter.STANDARD_IA_MEGABYTE_SECONDS,
                    "Standard-IA; small objects as 128 KB, for 30 days at least"),
            kept(
                    "s3.one_zone_ia_storage",
                    Counter.ONE_ZONE_IA_MEGABYTE_SECONDS,
                    "One Zone-IA; small objects as 128 KB, for 30 days at least"),
            kept(
                    "s3.intelligent_frequent_storage",
                    Counter.FREQUENT_MEGABYTE_SECONDS,
                    "Intelligent-Tiering, frequent access"),
            kept(
                    "s3.intelligent_infrequent_storage",
                    Counter.INFREQUENT_MEGABYTE_SECONDS,
                    "Intelligent-Tiering, infrequent access"),
            kept(
                    "s3.intelligent_archive_instant_storage",
                    Counter.INSTANT_MEGABYTE_SECONDS,
                    "Intelligent-Tiering, archive instant access"),
            kept(
                    "s3.glacier_instant_storage",
                    Counter.GLACIER_INSTANT_MEGABYTE_SECONDS,
                    "Glacier Instant Retrieval; small objects as 128 KB, for 90 days at least"),
            kept(
                    "s3.glacier_storage",
                    Counter.GLACIER_MEGABYTE_SECONDS,
                    "Glacier Flexible Retrieval, with 32 KB more for each object, for 90 days at least"),
            kept(
                    "s3.deep_archive_storage",
                    Counter.DEEP_ARCHIVE_MEGABYTE_SECONDS,
                    "Glacier Deep Archive, with 32 KB more for each object, for 180 days at least"),
            new Meter(
                    "s3.intelligent_tiering_monitoring",
                    "object-month",
                    "Objects of at least 128 KB that Intelligent-Tiering watches, mean of the month.",
                    (p, c) -> quantity(p, c, Counter.WATCHED_OBJECT_SECONDS) / MONTH_SECONDS),
            Meter.of(
                    "s3.put_copy_post_list",
                    "request",
                    "Requests that put, copy or post in S3 Standard or Intelligent-Tiering, and lists.",
                    Counter.OBJECT_WRITES),
            Meter.of(
                    "s3.get_other",
                    "request",
                    "Requests that read S3 Standard, Intelligent-Tiering or archives, and all others but deletes.",
                    Counter.OBJECT_READS),
            Meter.of(
                    "s3.standard_ia_put",
                    "request",
                    "Requests that put, copy or post in Standard-IA.",
                    Counter.STANDARD_IA_WRITES),
            Meter.of("s3.standard_ia_get", "request", "Requests that read in Standard-IA.", Counter.STANDARD_IA_READS),
            bytes("s3.standard_ia_retrieval", "Bytes read from Standard-IA.", Counter.STANDARD_IA_RETRIEVED),
            Meter.of(
                    "s3.one_zone_ia_put",
                    "request",
                    "Requests that put, copy or post in One Zone-IA.",
                    Counter.ONE_ZONE_IA_WRITES),
            Meter.of("s3.one_zone_ia_get", "request", "Requests that read in One Zone-IA.", Counter.ONE_ZONE_IA_READS),
            bytes("s3.one_zone_ia_retrieval", "Bytes read from One Zone-IA.", Counter.ONE_ZONE_IA_RETRIEVED),
            Meter.of(
                    "s3.glacier_instant_put",
                    "request",
                    "Requests that put, copy or post in Glacier Instant Retrieval.",
                    Counter.GLACIER_INSTANT_WRITES),
            Meter.of(
                    "s3.glacier_instant_get",
                    "request",
                    "Requests that read in Glacier Instant Retrieval.",
                    Counter.GLACIER_INSTANT_READS),
            bytes(
                    "s3.glacier_instant_retrieval",
                    "Bytes read from Glacier Instant Retrieval.",
                    Counter.GLACIER_INSTANT_RETRIEVED),
            Meter.of(
                    "s3.glacier_put",
                    "request",
                    "Requests that put, copy or post in Glacier Flexible Retrieval.",
                    Counter.GLACIER_WRITES),
            Meter.of(
                    "s3.deep_archive_put",
                    "request",
                    "Requests that put, copy or post in Glacier Deep Archive.",
                    Counter.DEEP_ARCHIVE_WRITES),
            moves("s3.lifecycle_transition_to_ia", "Standard-IA or One Zone-IA", Counter.RARE_MOVES),
            moves("s3.lifecycle_transition_to_intelligent_tiering", "Intelligent-Tiering", Counter.INTELLIGENT_MOVES),
            moves(
                    "s3.lifecycle_transition_to_glacier_instant",
                    "Glacier Instant Retrieval",
                    Counter.GLACIER_INSTANT_MOVES),
            moves("s3.lifecycle_transition_to_glacier", "Glacier Flexible Retrieval", Counter.GLACIER_MOVES),
            moves("s3.lifecycle_transition_to_deep_archive", "Glacier Deep Archive", Counter.DEEP_ARCHIVE_MOVES),
            Meter.of(
                    "s3.glacier_restore_standard",
                    "request",
                    "Standard restores from Glacier Flexible Retrieval.",
                    Counter.GLACIER_RESTORES),
            bytes("s3.glacier_retrieval_standard", "Bytes restored by them.", Counter.GLACIER_RESTORED_BYTES),
            Meter.of(
                    "s3.glacier_restore_expedited",
                    "request",
                    "Expedited restores from Glacier Flexible Retrieval.",
                    Counter.GLACIER_EXPEDITED_RESTORES),
            bytes("s3.glacier_retrieval_expedited", "Bytes restored by them.", Counter.GLACIER_EXPEDITED_BYTES),
            Meter.of(
                    "s3.deep_archive_restore_standard",
                    "request",
                    "Standard restores from Glacier Deep Archive.",
                    Counter.DEEP_ARCHIVE_RESTORES),
            bytes("s3.deep_archive_retrieval_standard", "Bytes restored by them.", Counter.DEEP_ARCHIVE_RESTORED_BYTES),
            Meter.of(
                    "s3.deep_archive_restore_bulk",
                    "request",
                    "Bulk restores from Glacier Deep Archive.",
                    Counter.DEEP_ARCHIVE_BULK_RESTORES),
            bytes("s3.deep_archive_retrieval_bulk", "Bytes restored by them.", Counter.DEEP_ARCHIVE_BULK_BYTES),
            Gateways.dataOut());

    private ObjectStorage() {}

    /// A choice among the classes from `first` on.
    static Param.Choice classes(
            String name, String help, @org.jspecify.annotations.Nullable String fallback, StorageClass first) {
        var options = new ArrayList<String>();
        for (var each : StorageClass.values()) {
            if (each.ordinal() < first.ordinal()) continue;
            options.add(each.word());
            options.add(help(each));
        }
        return choice(documented(name, Section.COST, help), fallback, options.toArray(String[]::new));
    }

    private static String help(StorageClass of) {
        return switch (of) {
            case STANDARD -> "S3 Standard.";
            case STANDARD_IA -> "Standard-IA: cheaper to keep, dearer requests, reads billed by the byte.";
            case INTELLIGENT_TIERING ->
                "Intelligent-Tiering: three tiers by the days without access, objects watched for a fee.";
            case ONE_ZONE_IA -> "One Zone-IA: as Standard-IA, in one Availability Zone.";
            case GLACIER_INSTANT -> "Glacier Instant Retrieval: archived, and read at once.";
            case GLACIER_FLEXIBLE -> "Glacier Flexible Retrieval: restored in minutes to hours before it can be read.";
            case DEEP_ARCHIVE -> "Glacier Deep Archive: restored in half a day to two days before it can be read.";
        };
    }

    private static Param.Span age(String name, String help, long leastDays) {
        return new Param.Span(
                documented(name, Section.COST, help),
                Unit.DAY,
                (long) Unit.DAY.toCanonical(leastDays),
                (long) Unit.DAY.toCanonical(3_650),
                null);
    }

    private static Meter kept(String id, Counter counter, String what) {
        return new Meter(
                id,
                "GB-month",
                "Data in " + what + ", mean of the month.",
                (p, c) -> quantity(p, c, counter) / GIGABYTE / MONTH_SECONDS);
    }

    private static Meter bytes(String id, String help, Counter counter) {
        return new Meter(id, "GB", help, (p, c) -> Declare.gigabytes(c.get(counter)));
    }

    private static Meter moves(String id, String to, Counter counter) {
        return new Meter(
                id,
                "request",
                "Objects moved to %s by the lifecycle rule.".formatted(to),
                (p, c) -> Math.max(0, c.get(counter)));
    }

    /// What was counted, and what was there beforehand.
    private static double quantity(Params p, Meter.Counts c, Counter counter) {
        double[] sum = {Math.max(0, c.get(counter))};
        double size = Math.max(1, p.get(S3Bucket.STORED_SIZE).mean());
        if (p.get(STOCK) > 0)
            keeping(p).standing(p.get(STOCK) / size, size, c.seconds(), (k, amount) -> {
                if (k == counter) sum[0] += amount;
            });
        return sum[0];
    }

    static Keeping keeping(Params p) {
        var moves = new ArrayList<Keeping.Move>();
        p.find(TRANSITION).ifPresent(age -> moves.add(move(age, p.get(TRANSITION_CLASS))));
        p.find(ARCHIVE).ifPresent(age -> moves.add(move(age, p.get(ARCHIVE_CLASS))));
        return new Keeping(
                StorageClass.of(p.get(CLASS)),
                moves,
                seconds(p.find(EXPIRATION)),
                seconds(p.find(ACCESS)),
                new Keeping.Rules(
                        kilobytes("s3.iaLeastSize"),
                        days("s3.iaLeastDays"),
                        days("s3.glacierLeastDays"),
                        days("s3.deepArchiveLeastDays"),
                        kilobytes("s3.archiveIndex"),
                        kilobytes("s3.archiveName"),
                        days("s3.infrequentAfter"),
                        days("s3.archiveInstantAfter")));
    }

    private static Keeping.Move move(long age, String to) {
        return new Keeping.Move(Unit.SECOND.fromCanonical(age), StorageClass.of(to));
    }

    private static double seconds(Optional<Long> span) {
        return span.map(Unit.SECOND::fromCanonical).orElse(Double.POSITIVE_INFINITY);
    }

    private static double kilobytes(String name) {
        return Unit.KILOBYTE.toCanonical(limit(name).standard());
    }

    private static double days(String name) {
        return limit(name).standard() * 86_400;
    }

    static ObjectStore.Limits limits() {
        return new ObjectStore.Limits(
                (long) Unit.GIGABYTE.toCanonical(limit("s3.requestSize").standard()),
                (long) Unit.GIGABYTE.toCanonical(limit("s3.objectSize").standard()),
                (int) limit("s3.parts").standard());
    }

    static ObjectStore.Restores restores() {
        return new ObjectStore.Restores(
                between("s3.expedited", Unit.MINUTE),
                between("s3.standard", Unit.HOUR),
                between("s3.bulk", Unit.HOUR),
                between("s3.deepStandard", Unit.HOUR),
                between("s3.deepBulk", Unit.HOUR));
    }

    private static Distribution between(String name, Unit unit) {
        return new Distribution.Uniform(
                unit.toCanonical(limit(name + "Min").standard()),
                unit.toCanonical(limit(name + "Max").standard()));
    }

    /// Sources: Amazon S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle".
    static List<ParamComplaint> complaints(Params p) {
        var complaints = new ArrayList<ParamComplaint>();
        var first = StorageClass.of(p.get(TRANSITION_CLASS));
        var usual = StorageClass.of(p.get(CLASS));
        p.find(TRANSITION).ifPresent(age -> {
            early(TRANSITION, age, first, complaints);
            direction(TRANSITION_CLASS, usual, first, complaints);
        });
        p.find(ARCHIVE).ifPresent(age -> {
            var last = StorageClass.of(p.get(ARCHIVE_CLASS));
            direction(ARCHIVE_CLASS, p.find(TRANSITION).isPresent() ? first : usual, last, complaints);
            p.find(TRANSITION)
                    .filter(t -> t >= age)
                    .ifPresent(t -> complaints.add(new ParamComplaint(
                            ARCHIVE.name(),
                            "s3.transition-order",
                            "Expected more than transitionAfter (%s), received %s.".formatted(days(t), days(age)))));
        });
        return complaints;
    }

    private static void early(Param.Span param, long age, StorageClass to, List<ParamComplaint> complaints) {
        boolean rare = to == StorageClass.STANDARD_IA || to == StorageClass.ONE_ZONE_IA;
        if (rare && age < Unit.DAY.toCanonical(limit("s3.iaLeastDays").standard()))
            complaints.add(new ParamComplaint(
                    param.name(),
                    "s3.transition-too-early",
                    "Expected at least 30 d before a move to infrequent access, received %s.".formatted(days(age))));
    }

    private static void direction(
            Param.Choice param, StorageClass from, StorageClass to, List<ParamComplaint> complaints) {
        if (from.movesTo(to)) return;
        complaints.add(new ParamComplaint(
                param.name(),
                "s3.transition-direction",
                "Expected a class that objects of %s can be moved to, received %s.".formatted(from.word(), to.word())));
    }

    private static String days(long nanos) {
        return Quantity.text(nanos, Unit.DAY);
    }
}
