package billow.model.design;

import billow.model.kind.LinkKind;
import billow.model.param.Params;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One node's use of another.
///
/// @param id     unique in its design: `from->to`, with `#2`, `#3` … behind further links of the same pair
/// @param from   id of the node that calls or gives
/// @param to     id of the node that is called or takes
/// @param kind   how it is used
/// @param params values that differ from the defaults of both sides
/// @param extra  fields of the file this version does not know
public record Link(String id, String from, String to, LinkKind kind, Params params, Map<String, JsonNode> extra) {
    public Link {
        extra = Map.copyOf(extra);
    }

    public Link with(Params params) {
        return params == this.params ? this : new Link(id, from, to, kind, params, extra);
    }
}
