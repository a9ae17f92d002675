package billow.model.archetype;

import org.jspecify.annotations.Nullable;

/// Where a bucket keeps an object, from dear to keep and cheap to read to the reverse.
/// Source: Amazon S3 User Guide, "Understanding and managing Amazon S3 storage classes".
public enum StorageClass {
    STANDARD("standard", Counter.STANDARD_MEGABYTE_SECONDS, Counter.OBJECT_WRITES, Counter.OBJECT_READS),
    STANDARD_IA(
            "standardIa",
            Counter.STANDARD_IA_MEGABYTE_SECONDS,
            Counter.STANDARD_IA_WRITES,
            Counter.STANDARD_IA_READS,
            Counter.RARE_MOVES,
            Counter.STANDARD_IA_RETRIEVED),
    INTELLIGENT_TIERING(
            "intelligentTiering",
            Counter.FREQUENT_MEGABYTE_SECONDS,
            Counter.OBJECT_WRITES,
            Counter.OBJECT_READS,
            Counter.INTELLIGENT_MOVES,
            null),
    ONE_ZONE_IA(
            "oneZoneIa",
            Counter.ONE_ZONE_IA_MEGABYTE_SECONDS,
            Counter.ONE_ZONE_IA_WRITES,
            Counter.ONE_ZONE_IA_READS,
            Counter.RARE_MOVES,
            Counter.ONE_ZONE_IA_RETRIEVED),
    GLACIER_INSTANT(
            "glacierInstantRetrieval",
            Counter.GLACIER_INSTANT_MEGABYTE_SECONDS,
            Counter.GLACIER_INSTANT_WRITES,
            Counter.GLACIER_INSTANT_READS,
            Counter.GLACIER_INSTANT_MOVES,
            Counter.GLACIER_INSTANT_RETRIEVED),
    GLACIER_FLEXIBLE(
            "glacierFlexibleRetrieval",
            Counter.GLACIER_MEGABYTE_SECONDS,
            Counter.GLACIER_WRITES,
            Counter.OBJECT_READS,
            Counter.GLACIER_MOVES,
            null),
    DEEP_ARCHIVE(
            "glacierDeepArchive",
            Counter.DEEP_ARCHIVE_MEGABYTE_SECONDS,
            Counter.DEEP_ARCHIVE_WRITES,
            Counter.OBJECT_READS,
            Counter.DEEP_ARCHIVE_MOVES,
            null);

    private final String word;
    private final Counter kept;
    private final Counter writes;
    private final Counter reads;
    private final @Nullable Counter moves;
    private final @Nullable Counter retrieved;

    StorageClass(String word, Counter kept, Counter writes, Counter reads) {
        this(word, kept, writes, reads, null, null);
    }

    StorageClass(
            String word,
            Counter kept,
            Counter writes,
            Counter reads,
            @Nullable Counter moves,
            @Nullable Counter retrieved) {
        this.word = word;
        this.kept = kept;
        this.writes = writes;
        this.reads = reads;
        this.moves = moves;
        this.retrieved = retrieved;
    }

    /// As written in design files.
    public String word() {
        return word;
    }

    /// @throws IllegalArgumentException when there is no such class
    public static StorageClass of(String word) {
        for (var each : values()) if (each.word.equals(word)) return each;
        throw new IllegalArgumentException("No storage class is named %s.".formatted(word));
    }

    /// What is kept in it; of Intelligent-Tiering in its tier of frequent access.
    public Counter kept() {
        return kept;
    }

    /// Requests that store objects in it.
    public Counter writes() {
        return writes;
    }

    /// Requests that read objects of it.
    public Counter reads() {
        return reads;
    }

    /// Objects that a lifecycle rule moves into it; null for the class nothing is moved to.
    public @Nullable Counter moves() {
        return moves;
    }

    /// Bytes read where reading is billed by the byte; null where it is not.
    public @Nullable Counter retrieved() {
        return retrieved;
    }

    /// Whether objects have to be restored before they can be read.
    public boolean archived() {
        return this == GLACIER_FLEXIBLE || this == DEEP_ARCHIVE;
    }

    /// Whether small objects are billed as larger ones.
    public boolean hasLeastSize() {
        return this == STANDARD_IA || this == ONE_ZONE_IA || this == GLACIER_INSTANT;
    }

    /// Whether a lifecycle rule can move objects from here to `to`.
    public boolean movesTo(StorageClass to) {
        return ordinal() < to.ordinal() && !(this == ONE_ZONE_IA && to == GLACIER_INSTANT);
    }
}
