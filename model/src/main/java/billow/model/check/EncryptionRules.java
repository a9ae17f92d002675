package billow.model.check;

import billow.model.service.Encryption;
import java.util.List;

/// Rules about what is kept unencrypted.
final class EncryptionRules {
    private EncryptionRules() {}

    static List<Finding> unencrypted(Wiring wiring) {
        return wiring.design().nodes().values().stream()
                .filter(n -> n.kind().params().contains(Encryption.AT_REST))
                .filter(n -> !n.params().get(Encryption.AT_REST))
                .map(n -> Finding.hint(
                                "store.unencrypted",
                                Paths.node(n.id()) + "." + Encryption.AT_REST.name(),
                                "What is kept here is not encrypted at rest; this service only does so when asked to.")
                        .mended(Mend.node(n.id(), Encryption.AT_REST, true)))
                .toList();
    }
}
