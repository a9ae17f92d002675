package billow.test.kinds;

import billow.model.data.DataTemplate;
import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.kind.Connection;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.service.Catalogue;
import billow.model.value.Distribution;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Designs nobody would draw: any kinds, any links that are possible, values anywhere within their ranges.
final class RandomDesigns {
    private static final List<String> TEMPLATES = List.of("""
            {"kind": "order", "total": "{% $floor($random() * 100) %}", "key": "{% $key %}"}""", """
            {"kind": "{% $random() < 0.3 ? $error('OutOfStock') : 'order' %}"}""", """
            {"source": "shop", "detail-type": "OrderPlaced", "detail": {"total": "{% $floor($random() * 100) %}"}}""", """
            {"Message": {"kind": "{% $random() < 0.5 ? 'order' : 'return' %}"}}""");
    private static final List<String> PATTERNS = List.of("""
            {"source": ["shop"], "detail": {"total": [{"numeric": [">", 50]}]}}""", """
            {"kind": ["order"]}""");
    private static final List<String> POLICIES = List.of("""
            {"kind": ["order"]}""");
    private static final List<String> CRITERIA = List.of("""
            {"body": {"kind": ["order"]}}""", """
            {"data": {"total": [{"numeric": ["<", 30]}]}}""");

    private final Random random;

    RandomDesigns(long seed) {
        random = new Random(seed);
    }

    Design next() {
        var design = Design.EMPTY;
        var clients = Catalogue.kind("traffic.clients").orElseThrow();
        design = design.put(Node.of("clients", clients, Point.ORIGIN).with(load(Params.DEFAULTS)));
        int others = 1 + random.nextInt(7);
        for (int i = 0; i < others; i++) {
            var kind =
                    Catalogue.kinds().get(1 + random.nextInt(Catalogue.kinds().size() - 1));
            design = design.put(Node.of("n" + i, kind, Point.ORIGIN).with(some(kind.params())));
        }
        int links = 1 + random.nextInt(2 * others);
        for (int i = 0; i < links; i++) design = link(design);
        return design;
    }

    private Params load(Params params) {
        var kind = Catalogue.kind("traffic.clients").orElseThrow();
        params = set(params, kind.param("rate").orElseThrow(), 1.0 + random.nextInt(60));
        params = set(params, kind.param("timeout").orElseThrow(), (200L + random.nextInt(5_000)) * 1_000_000);
        if (random.nextInt(3) == 0) params = set(params, kind.param("retries").orElseThrow(), "standard");
        if (random.nextInt(4) == 0)
            params = set(params, kind.param("arrivals").orElseThrow(), random.nextBoolean() ? "users" : "constant");
        return params;
    }

    private Design link(Design design) {
        var ids = design.nodes().keySet().stream().toList();
        int from = random.nextInt(ids.size());
        // Forward only: a circle of calls would run for ever, as it does on AWS.
        if (from == ids.size() - 1) return design;
        int to = from + 1 + random.nextInt(ids.size() - from - 1);
        var a = design.nodes().get(ids.get(from));
        var b = design.nodes().get(ids.get(to));
        if (!(Connection.between(a.kind(), b.kind()) instanceof Connection.Possible possible)) return design;
        var option = possible.options().get(random.nextInt(possible.options().size()));
        var id = design.linkId(a.id(), b.id());
        return design.put(new Link(id, a.id(), b.id(), option.kind(), some(option.params()), Map.of()));
    }

    private Params some(Iterable<? extends Param<?>> params) {
        var chosen = Params.DEFAULTS;
        for (var param : params) if (random.nextInt(4) == 0) chosen = any(chosen, param);
        return chosen;
    }

    private Params any(Params params, Param<?> param) {
        return switch (param) {
            case Param.Whole p ->
                params.with(p, Math.min(p.max(), p.min() + (long) Math.pow(random.nextDouble() * 8, 3)));
            case Param.Real p ->
                params.with(p, Math.min(p.max(), p.min() + random.nextDouble() * Math.min(p.max() - p.min(), 5)));
            case Param.Span p ->
                params.with(p, Math.min(p.maxNanos(), p.minNanos() + (long) (random.nextDouble() * 20e9)));
            case Param.Size p -> params.with(p, Math.min(p.maxBytes(), p.minBytes() + random.nextInt(1 << 20)));
            case Param.Choice p ->
                params.with(
                        p, p.options().get(random.nextInt(p.options().size())).value());
            case Param.Flag p -> params.with(p, random.nextBoolean());
            case Param.Law p ->
                params.with(
                        p,
                        new Distribution.Exponential(
                                1 + random.nextDouble() * 3 * p.unit().size() * 20));
            case Param.Text p -> params;
            case Param.Document p -> said(p).map(text -> params.with(p, text)).orElse(params);
        };
    }

    /// Templates of what is said, and filters that look at it. Definitions and the like stay as they are.
    private Optional<JsonNode> said(Param.Document param) {
        var texts = param.language().equals(DataTemplate.LANGUAGE)
                ? TEMPLATES
                : switch (param.name()) {
                    case "eventPattern" -> PATTERNS;
                    case "filterPolicy" -> POLICIES;
                    case "filterCriteria" -> CRITERIA;
                    default -> List.<String>of();
                };
        if (texts.isEmpty()) return Optional.empty();
        return Optional.of(JsonMapper.shared().readTree(texts.get(random.nextInt(texts.size()))));
    }

    private static <T> Params set(Params params, Param<T> param, Object value) {
        return params.with(param, param.type().cast(value));
    }
}
