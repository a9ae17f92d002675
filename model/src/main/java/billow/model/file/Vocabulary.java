package billow.model.file;

import billow.model.kind.NodeKind;
import billow.model.param.Param;
import billow.model.service.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The words a design file may use: the kinds of nodes and the quotas of the account.
///
/// @param kinds   in palette order; ids are unique
/// @param account parameters of the account
public record Vocabulary(List<NodeKind> kinds, List<Param<?>> account) {
    public Vocabulary {
        kinds = List.copyOf(kinds);
        account = List.copyOf(account);
    }

    /// All kinds this version knows.
    public static Vocabulary standard() {
        return new Vocabulary(Catalogue.kinds(), Catalogue.account());
    }

    public Optional<NodeKind> kind(String id) {
        return kinds.stream().filter(k -> k.id().equals(id)).findFirst();
    }

    Map<String, NodeKind> byId() {
        return kinds.stream().collect(Collectors.toMap(NodeKind::id, Function.identity()));
    }

    List<String> ids() {
        return kinds.stream().map(NodeKind::id).toList();
    }
}
