package billow.model.archetype;

import java.util.List;

/// What becomes of the objects of a store as they grow older, and what of it is billed.
///
/// An object is stored in one class, moved to others by the lifecycle rule, and deleted. What it will be billed for is
/// counted when it is stored: the time it stays in each class, and the least time of classes that have one. What is
/// never deleted is there for half a month on average of the month in which it was stored. When an object is deleted
/// before, what it will no longer be billed for is taken back.
///
/// @param usual         class of objects that say no other
/// @param moves         transitions of the lifecycle rule by age
/// @param lifeSeconds   age at which the rule deletes; infinite for never
/// @param accessSeconds mean time from access to access of an object, for Intelligent-Tiering; infinite for never
/// @param rules         what holds for the classes
public record Keeping(StorageClass usual, List<Move> moves, double lifeSeconds, double accessSeconds, Rules rules) {
    /// Mean time in a month of what is stored at any time of it and stays.
    public static final double HALF_MONTH = 730 * 3600 / 2.0;

    private static final double MEGABYTE = 1024.0 * 1024;

    public Keeping {
        moves = List.copyOf(moves);
    }

    /// @param ageSeconds of the objects that are moved
    public record Move(double ageSeconds, StorageClass to) {}

    /// @param leastBytes     by which smaller objects are billed in classes for rare access; smaller ones are neither
    ///                       moved by rules nor watched by Intelligent-Tiering
    /// @param rareSeconds    least time that is billed in infrequent access
    /// @param glacierSeconds the same for Glacier Instant and Flexible Retrieval
    /// @param deepSeconds    the same for Glacier Deep Archive
    /// @param indexBytes     added to an archived object in its class
    /// @param nameBytes      added to an archived object in S3 Standard
    /// @param infrequent     seconds without access until Intelligent-Tiering moves an object to infrequent access
    /// @param instant        seconds without access until it moves it to archive instant access
    public record Rules(
            double leastBytes,
            double rareSeconds,
            double glacierSeconds,
            double deepSeconds,
            double indexBytes,
            double nameBytes,
            double infrequent,
            double instant) {
        double leastSeconds(StorageClass in) {
            return switch (in) {
                case STANDARD, INTELLIGENT_TIERING -> 0;
                case STANDARD_IA, ONE_ZONE_IA -> rareSeconds;
                case GLACIER_INSTANT, GLACIER_FLEXIBLE -> glacierSeconds;
                case DEEP_ARCHIVE -> deepSeconds;
            };
        }
    }

    /// Takes down what is billed.
    @FunctionalInterface
    public interface Ledger {
        void add(Counter counter, double amount);
    }

    /// The class an object of this age is in.
    ///
    /// @param start class it was stored in
    public StorageClass at(StorageClass start, double bytes, double ageSeconds) {
        var in = start;
        for (var move : moves) if (move.ageSeconds() <= ageSeconds && moved(in, move, bytes)) in = move.to();
        return in;
    }

    /// The requests of an operation, and what is stored or read by it.
    ///
    /// @param start    class in which a new object is stored
    /// @param present  class in which an object that is there has come to be
    /// @param requests of which the last completes an upload in parts
    public void count(
            ObjectOperation operation,
            StorageClass start,
            StorageClass present,
            double bytes,
            double requests,
            Ledger ledger) {
        switch (operation) {
            case PUT, COPY, POST -> ledger.add(start.writes(), requests);
            case MULTIPART -> {
                // Parts of archived objects wait in S3 Standard.
                double last = start.archived() ? 1 : requests;
                ledger.add(start.writes(), last);
                ledger.add(Counter.OBJECT_WRITES, requests - last);
            }
            case LIST -> ledger.add(Counter.OBJECT_WRITES, requests);
            case GET, HEAD -> ledger.add(present.reads(), requests);
            case DELETE, RESTORE -> {}
        }
        if (operation.creates()) stored(start, bytes, ledger);
        var retrieved = present.retrieved();
        if (operation == ObjectOperation.GET && retrieved != null) ledger.add(retrieved, bytes);
    }

    /// An object is stored.
    public void stored(StorageClass start, double bytes, Ledger ledger) {
        live(start, bytes, lifeSeconds, 1, ledger);
    }

    /// An object is deleted at this age; the lifecycle rule would have deleted it later.
    public void deleted(StorageClass start, double bytes, double ageSeconds, Ledger ledger) {
        if (ageSeconds >= lifeSeconds) return;
        live(start, bytes, lifeSeconds, -1, ledger);
        live(start, bytes, ageSeconds, 1, ledger);
    }

    /// A restored copy is kept in S3 Standard beside the archived object.
    public static void copied(double bytes, double seconds, Ledger ledger) {
        ledger.add(Counter.STANDARD_MEGABYTE_SECONDS, bytes / MEGABYTE * seconds);
    }

    /// A restore begins; bulk restores from Glacier Flexible Retrieval are free.
    public static void restored(StorageClass from, Interaction.Restoring speed, double bytes, Ledger ledger) {
        boolean deep = from == StorageClass.DEEP_ARCHIVE;
        switch (speed) {
            case EXPEDITED -> {
                ledger.add(Counter.GLACIER_EXPEDITED_RESTORES, 1);
                ledger.add(Counter.GLACIER_EXPEDITED_BYTES, bytes);
            }
            case STANDARD -> {
                ledger.add(deep ? Counter.DEEP_ARCHIVE_RESTORES : Counter.GLACIER_RESTORES, 1);
                ledger.add(deep ? Counter.DEEP_ARCHIVE_RESTORED_BYTES : Counter.GLACIER_RESTORED_BYTES, bytes);
            }
            case BULK -> {
                if (!deep) return;
                ledger.add(Counter.DEEP_ARCHIVE_BULK_RESTORES, 1);
                ledger.add(Counter.DEEP_ARCHIVE_BULK_BYTES, bytes);
            }
        }
    }

    private boolean moved(StorageClass from, Move move, double bytes) {
        return bytes >= rules.leastBytes() && from.movesTo(move.to());
    }

    private void live(StorageClass start, double bytes, double life, double times, Ledger ledger) {
        var in = start;
        double since = 0;
        for (var move : moves) {
            if (move.ageSeconds() >= life || !moved(in, move, bytes)) continue;
            stay(in, bytes, move.ageSeconds() - since, times, ledger);
            var moves = move.to().moves();
            if (moves != null) ledger.add(moves, times);
            in = move.to();
            since = move.ageSeconds();
        }
        stay(in, bytes, life - since, times, ledger);
    }

    private void stay(StorageClass in, double bytes, double time, double times, Ledger ledger) {
        double seconds = Double.isInfinite(time) ? HALF_MONTH : Math.max(time, rules.leastSeconds(in));
        kept(in, bytes, seconds, times, ledger);
    }

    /// An object that is in a class for so long.
    private void kept(StorageClass in, double bytes, double seconds, double times, Ledger ledger) {
        double factor = times / MEGABYTE;
        switch (in) {
            case STANDARD -> ledger.add(in.kept(), bytes * seconds * factor);
            case STANDARD_IA, ONE_ZONE_IA, GLACIER_INSTANT ->
                ledger.add(in.kept(), Math.max(bytes, rules.leastBytes()) * seconds * factor);
            case GLACIER_FLEXIBLE, DEEP_ARCHIVE -> {
                ledger.add(in.kept(), (bytes + rules.indexBytes()) * seconds * factor);
                ledger.add(Counter.STANDARD_MEGABYTE_SECONDS, rules.nameBytes() * seconds * factor);
            }
            case INTELLIGENT_TIERING -> tiers(bytes, 0, seconds, times, ledger);
        }
    }

    /// An object in Intelligent-Tiering between two ages: small ones stay in frequent access and are not watched;
    /// others are where the time since their last access, or since they were stored, puts them.
    private void tiers(double bytes, double from, double to, double times, Ledger ledger) {
        double seconds = to - from;
        double factor = times / MEGABYTE;
        if (bytes < rules.leastBytes()) {
            ledger.add(Counter.FREQUENT_MEGABYTE_SECONDS, bytes * seconds * factor);
            return;
        }
        double untouched = untouched(rules.infrequent(), from, to);
        double instant = untouched(rules.instant(), from, to);
        ledger.add(Counter.FREQUENT_MEGABYTE_SECONDS, bytes * (seconds - untouched) * factor);
        ledger.add(Counter.INFREQUENT_MEGABYTE_SECONDS, bytes * (untouched - instant) * factor);
        ledger.add(Counter.INSTANT_MEGABYTE_SECONDS, bytes * instant * factor);
        ledger.add(Counter.WATCHED_OBJECT_SECONDS, seconds * times);
    }

    /// Seconds between two ages in which an object has not been accessed for so long; accesses come by chance.
    private double untouched(double seconds, double from, double to) {
        double late = Math.max(0, to - Math.max(from, seconds));
        return Double.isInfinite(accessSeconds) ? late : late * StrictMath.exp(-seconds / accessSeconds);
    }

    /// Objects that were there beforehand, older than all rules, for so long, in the usual class.
    public void standing(double objects, double bytes, double seconds, Ledger ledger) {
        if (usual == StorageClass.INTELLIGENT_TIERING)
            tiers(bytes, rules.instant(), rules.instant() + seconds, objects, ledger);
        else kept(usual, bytes, seconds, objects, ledger);
    }
}
