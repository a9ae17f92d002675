package billow.model.file;

import billow.model.design.Design;
import billow.model.design.Frame;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Note;
import billow.model.design.Point;
import billow.model.design.Scenario;
import billow.model.kind.Connection;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Designs drawn from a vocabulary, with every shape of parameter and every part of the file.
final class RandomDesigns {
    private final Vocabulary words;
    private final Random random;

    RandomDesigns(Vocabulary words, long seed) {
        this.words = words;
        this.random = new Random(seed);
    }

    Design next() {
        var nodes = new LinkedHashMap<String, Node>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            var kind = words.kinds().get(random.nextInt(words.kinds().size()));
            var id = "n" + i + (random.nextBoolean() ? "-a_" : "");
            nodes.put(
                    id,
                    new Node(
                            id,
                            kind,
                            random.nextBoolean() ? id : text(),
                            point(),
                            params(kind.params()),
                            tags(),
                            extra()));
        }
        var design = new Design(
                text(),
                "eu-west-1",
                params(words.account()),
                nodes,
                List.of(),
                List.of(new Scenario(
                        "s",
                        text(),
                        random.nextBoolean() ? null : 1 + random.nextLong(1L << 50),
                        random.nextBoolean() ? null : random.nextLong(1L << 50),
                        List.of(new Scenario.Change("n0.rate", JsonNodeFactory.instance.stringNode(text()))),
                        extra())),
                List.of(new Note(text(), point(), extra())),
                List.of(new Frame(text(), point(), random.nextInt(500), random.nextInt(500), extra())),
                List.of("p99 < 300 ms"),
                extra());
        for (var from : List.copyOf(nodes.values()))
            for (var to : List.copyOf(nodes.values())) design = maybeConnect(design, from, to);
        return design;
    }

    private Design maybeConnect(Design design, Node from, Node to) {
        if (!(Connection.between(from.kind(), to.kind()) instanceof Connection.Possible(var options))) return design;
        if (random.nextInt(3) == 0) return design;
        var option = options.get(random.nextInt(options.size()));
        var link = new Link(
                design.linkId(from.id(), to.id()), from.id(), to.id(), option.kind(), params(option.params()), extra());
        var next = design.put(link);
        return random.nextInt(4) == 0 ? maybeConnect(next, from, to) : next;
    }

    private Params params(List<Param<?>> declared) {
        var params = Params.DEFAULTS;
        for (var param : declared) if (random.nextInt(3) == 0) params = set(params, param);
        var unknown = new HashMap<String, JsonNode>();
        extra().forEach((name, value) -> unknown.put("unknown" + name, value));
        return unknown.isEmpty() ? params : new Params(params.changed(), unknown);
    }

    private <T> Params set(Params params, Param<T> param) {
        Object value = switch (param) {
            case Param.Whole w -> between(w.min(), w.max());
            case Param.Real r -> real(r);
            case Param.Span s -> between(s.minNanos(), s.maxNanos());
            case Param.Size s -> between(s.minBytes(), s.maxBytes());
            case Param.Choice c ->
                c.options().get(random.nextInt(c.options().size())).value();
            case Param.Flag f -> random.nextBoolean();
            case Param.Text t -> text();
            case Param.Law l -> law();
            case Param.Document d ->
                JsonMapper.shared()
                        .readTree(
                                "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Wait\",\"Seconds\":3,\"End\":true}}}");
        };
        return params.with(param, param.type().cast(value));
    }

    private double real(Param.Real param) {
        double value = param.min() + random.nextDouble() * (param.max() - param.min());
        return param.unit() == Unit.PERCENT ? param.unit().toCanonical(Math.rint(value * 1e5) / 1e3) : value;
    }

    private long between(long min, long max) {
        return random.nextLong(min, Math.min(max, 1L << 52) + 1);
    }

    private Distribution law() {
        double a = 1 + random.nextInt(1000) * 1e5;
        return switch (random.nextInt(5)) {
            case 0 -> new Distribution.Constant(a);
            case 1 -> new Distribution.Exponential(a);
            case 2 -> Distribution.LogNormal.ofMedianAndP99(a, a * (1 + random.nextInt(10)));
            case 3 -> new Distribution.LogNormal(random.nextDouble() * 20, random.nextDouble());
            default -> new Distribution.Gamma(a * random.nextDouble() + 1, 0.1 + random.nextDouble());
        };
    }

    private Point point() {
        return random.nextBoolean()
                ? new Point(20 * random.nextInt(100), 20 * random.nextInt(100))
                : new Point(random.nextDouble() * 1000 - 500, random.nextDouble() * 1000);
    }

    private Map<String, String> tags() {
        return random.nextBoolean() ? Map.of() : Map.of("team", text(), "b\"ä", text());
    }

    private Map<String, JsonNode> extra() {
        if (random.nextInt(4) > 0) return Map.of();
        var extra = new HashMap<String, JsonNode>();
        extra.put("future", JsonMapper.shared().readTree("{\"a\": [1, \"two\", null, {\"b\": true}]}"));
        extra.put("zz", JsonNodeFactory.instance.stringNode(text()));
        return extra;
    }

    private String text() {
        var pool = List.of("Orders", "Bestellung ü", "quote \" and \\", "line\nbreak", "日本", "tab\there", "</script>");
        var words = new ArrayList<String>();
        for (int i = random.nextInt(3); i >= 0; i--) words.add(pool.get(random.nextInt(pool.size())));
        return String.join(" ", words);
    }
}
