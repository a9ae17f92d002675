package billow.test.kinds;

import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.kind.Connection;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.service.Catalogue;
import billow.model.value.Distribution;
import java.util.Map;
import java.util.Random;

/// Designs nobody would draw: any kinds, any links that are possible, values anywhere within their ranges.
final class RandomDesigns {
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
            case Param.Document p -> params;
        };
    }

    private static <T> Params set(Params params, Param<T> param, Object value) {
        return params.with(param, param.type().cast(value));
    }
}
