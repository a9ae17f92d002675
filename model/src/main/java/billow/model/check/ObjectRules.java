package billow.model.check;

import billow.model.archetype.Interaction;
import billow.model.archetype.ObjectOperation;
import billow.model.archetype.ObjectStore;
import billow.model.archetype.StorageClass;
import billow.model.archetype.TrafficSource;
import billow.model.check.Wiring.Wire;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.List;
import java.util.Optional;

/// Rules about buckets: sizes that are refused, and archived objects that are read.
/// Sources: Amazon S3 User Guide, "Uploading objects", "Multipart upload limits", "Archive retrieval options".
final class ObjectRules {
    private ObjectRules() {}

    private record Asked(Wire wire, ObjectStore store, Interaction.Store asked, double bytes) {
        StorageClass present() {
            var own = asked.aim().storageClass();
            var start = own != null ? own : store.keeping().usual();
            return store.keeping().at(start, bytes, asked.aim().ageNanos() / 1e9);
        }

        ObjectOperation operation() {
            return asked.operation();
        }
    }

    private static List<Asked> all(Wiring wiring) {
        return wiring.wires().stream().flatMap(w -> asked(wiring, w).stream()).toList();
    }

    private static Optional<Asked> asked(Wiring wiring, Wire wire) {
        if (!(wiring.type(wire.to().id(), ObjectStore.class) instanceof ObjectStore store)) return Optional.empty();
        return wire.as(Interaction.Store.class)
                .map(asked -> new Asked(wire, store, asked, bytes(wiring, wire, store, asked)));
    }

    /// Mean size of the objects; what clients bring when they store one.
    private static double bytes(Wiring wiring, Wire wire, ObjectStore store, Interaction.Store asked) {
        var own = asked.objectBytes();
        if (own != null) return own.mean();
        boolean brings = asked.operation().creates() && asked.operation() != ObjectOperation.COPY;
        return brings && wiring.type(wire.from().id(), TrafficSource.class) instanceof TrafficSource clients
                ? clients.payloadBytes().mean()
                : store.objectBytes().mean();
    }

    static List<Finding> tooLarge(Wiring wiring) {
        return all(wiring).stream()
                .filter(a -> a.store()
                        .limits()
                        .refuses(a.operation(), a.bytes(), a.asked().partBytes()))
                .map(a -> a.operation() == ObjectOperation.MULTIPART ? parts(a) : request(a))
                .toList();
    }

    private static Finding request(Asked a) {
        return Finding.error(
                "s3.request-too-large",
                a.wire().path(),
                "Expected at most %s in one request, received %s on average.\nMaybe upload it in parts."
                        .formatted(
                                Quantity.text(a.store().limits().requestBytes(), Unit.GIGABYTE),
                                Quantity.text((long) a.bytes(), Unit.GIGABYTE)));
    }

    private static Finding parts(Asked a) {
        var limits = a.store().limits();
        if (a.bytes() > limits.objectBytes())
            return Finding.error(
                    "s3.object-too-large",
                    a.wire().path(),
                    "Expected objects of at most %s, received %s on average."
                            .formatted(
                                    Quantity.text(limits.objectBytes(), Unit.TERABYTE),
                                    Quantity.text((long) a.bytes(), Unit.TERABYTE)));
        return Finding.error(
                "s3.too-many-parts",
                Paths.link(a.wire().link().id(), "partSize"),
                "Expected at most %d parts, received %.0f: objects of %s on average in parts of %s."
                        .formatted(
                                limits.parts(),
                                Math.ceil(a.bytes() / a.asked().partBytes()),
                                Quantity.text((long) a.bytes(), Unit.GIGABYTE),
                                Quantity.text(a.asked().partBytes(), Unit.MEGABYTE)));
    }

    /// What is archived has to be restored before it can be read.
    static List<Finding> archived(Wiring wiring) {
        var all = all(wiring);
        return all.stream()
                .filter(a -> a.operation() == ObjectOperation.GET && a.present().archived())
                .filter(a -> all.stream()
                        .noneMatch(b -> b.operation() == ObjectOperation.RESTORE
                                && b.wire().to().id().equals(a.wire().to().id())))
                .map(a -> Finding.warning(
                        "s3.read-archived",
                        a.wire().path(),
                        "Objects of class %s are read and never restored; every read is refused with InvalidObjectState."
                                .formatted(a.present().word())))
                .toList();
    }

    static List<Finding> restores(Wiring wiring) {
        return all(wiring).stream()
                .filter(a -> a.operation() == ObjectOperation.RESTORE)
                .flatMap(a -> restore(a).stream())
                .toList();
    }

    private static Optional<Finding> restore(Asked a) {
        var in = a.present();
        if (!in.archived())
            return Optional.of(Finding.warning(
                    "s3.restore-not-archived",
                    a.wire().path(),
                    "Objects of class %s need no restore; every request for one is refused with InvalidObjectState."
                            .formatted(in.word())));
        if (in == StorageClass.DEEP_ARCHIVE && a.asked().aim().speed() == Interaction.Restoring.EXPEDITED)
            return Optional.of(Finding.error(
                    "s3.expedited-deep-archive",
                    Paths.link(a.wire().link().id(), "retrievalTier"),
                    "Expected standard or bulk for Glacier Deep Archive, received expedited."));
        return Optional.empty();
    }
}
