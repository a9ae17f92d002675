package billow.simulator.run;

import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.kind.Connection;
import billow.model.kind.LinkKind;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.service.Catalogue;
import billow.model.value.Distribution;
import java.util.Map;

/// A few words to draw designs with in tests.
public final class Designs {
    public static final Distribution NOTHING = new Distribution.Constant(0);

    private Design design = Design.EMPTY;

    public static Designs draw() {
        return new Designs();
    }

    /// Adds a node; `set` are names of parameters and values, in turn.
    public Designs node(String id, String kind, Object... set) {
        var nodeKind = Catalogue.kind(kind).orElseThrow();
        var params = Params.DEFAULTS;
        for (int i = 0; i < set.length; i += 2) {
            Param<?> param = nodeKind.param((String) set[i]).orElseThrow(() -> new IllegalArgumentException(id));
            params = with(params, param, set[i + 1]);
        }
        design = design.put(Node.of(id, nodeKind, Point.ORIGIN).with(params));
        return this;
    }

    public Designs link(String from, String to, Object... set) {
        var connection = Connection.between(
                design.nodes().get(from).kind(), design.nodes().get(to).kind());
        return link(
                from,
                to,
                ((Connection.Possible) connection).options().getFirst().kind(),
                set);
    }

    public Designs link(String from, String to, LinkKind kind, Object... set) {
        var possible = (Connection.Possible) Connection.between(
                design.nodes().get(from).kind(), design.nodes().get(to).kind());
        var option = possible.options().stream()
                .filter(o -> o.kind() == kind)
                .findFirst()
                .orElseThrow();
        var params = Params.DEFAULTS;
        for (int i = 0; i < set.length; i += 2) {
            var name = (String) set[i];
            var param = option.params().stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            params = with(params, param, set[i + 1]);
        }
        design = design.put(new Link(design.linkId(from, to), from, to, kind, params, Map.of()));
        return this;
    }

    public Designs account(String name, Object value) {
        var param = Catalogue.account().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
        design = design.withAccount(with(design.account(), param, value));
        return this;
    }

    public Design done() {
        return design;
    }

    private static <T> Params with(Params params, Param<T> param, Object value) {
        return params.with(param, param.type().cast(value));
    }
}
