package billow.app.study.bill;

import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.kind.Connection;
import billow.model.param.About.Confidence;
import billow.model.param.Param;
import billow.model.param.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// A number of a design that nobody set and no source supports: it could as well be half or twice as large.
///
/// @param path   where it stands, `nodes[orders].duration`
/// @param change the design with the number multiplied, kept within its range
record Assumption(String path, BiFunction<Design, Double, Design> change) {

    /// How far an assumed value may be off, in either direction, with a probability of 95 %.
    static final double FACTOR = 2;

    /// All of them: parameters of nodes and links left at a default of LOW confidence that is a number.
    static List<Assumption> of(Design design) {
        var all = new ArrayList<Assumption>();
        for (var node : design.nodes().values())
            for (var param : node.kind().params()) if (assumed(param, node.params())) all.add(ofNode(node, param));
        for (var link : design.links())
            for (var param : params(design, link)) if (assumed(param, link.params())) all.add(ofLink(link, param));
        return all;
    }

    private static Assumption ofNode(Node node, Param<?> param) {
        return new Assumption(
                "nodes[%s].%s".formatted(node.id(), param.name()),
                (design, factor) -> design.update(node.id(), n -> n.with(scaled(n.params(), param, factor))));
    }

    private static Assumption ofLink(Link link, Param<?> param) {
        return new Assumption(
                "links[%s].%s".formatted(link.id(), param.name()),
                (design, factor) -> design.link(link.id())
                        .map(l -> design.put(l.with(scaled(l.params(), param, factor))))
                        .orElse(design));
    }

    private static List<Param<?>> params(Design design, Link link) {
        var from = design.node(link.from()).orElseThrow().kind();
        var to = design.node(link.to()).orElseThrow().kind();
        if (!(Connection.between(from, to) instanceof Connection.Possible(var options))) return List.of();
        return options.stream()
                .filter(o -> o.kind() == link.kind())
                .findFirst()
                .map(Connection.Option::params)
                .orElse(List.of());
    }

    private static boolean assumed(Param<?> param, Params params) {
        return param.about().confidence() == Confidence.LOW
                && !params.isSet(param)
                && switch (param) {
                    case Param.Whole p -> above0(p.fallback());
                    case Param.Real p -> above0(p.fallback());
                    case Param.Span p -> above0(p.fallback());
                    case Param.Size p -> above0(p.fallback());
                    case Param.Law p -> {
                        var law = p.fallback();
                        yield law != null && law.mean() > 0;
                    }
                    case Param.Choice p -> false;
                    case Param.Flag p -> false;
                    case Param.Text p -> false;
                    case Param.Document p -> false;
                };
    }

    private static boolean above0(@org.jspecify.annotations.Nullable Number value) {
        return value != null && value.doubleValue() > 0;
    }

    private static Params scaled(Params params, Param<?> param, double factor) {
        return switch (param) {
            case Param.Whole p -> params.with(p, within(params.get(p) * factor, p.min(), p.max()));
            case Param.Real p -> params.with(p, Math.clamp(params.get(p) * factor, p.min(), p.max()));
            case Param.Span p -> params.with(p, within(params.get(p) * factor, p.minNanos(), p.maxNanos()));
            case Param.Size p -> params.with(p, within(params.get(p) * factor, p.minBytes(), p.maxBytes()));
            case Param.Law p -> params.with(p, params.get(p).times(factor));
            case Param.Choice p -> params;
            case Param.Flag p -> params;
            case Param.Text p -> params;
            case Param.Document p -> params;
        };
    }

    private static Long within(double value, long min, long max) {
        return Math.clamp(Math.round(value), min, max);
    }
}
