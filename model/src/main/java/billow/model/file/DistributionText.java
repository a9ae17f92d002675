package billow.model.file;

import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Distributions in files, `{"lognormal": {"p50": "80 ms", "p99": "240 ms"}}`, and in one line of text,
/// `lognormal(p50=80 ms, p99=240 ms)`. A plain quantity is a constant.
final class DistributionText {
    private static final int DEEPEST = 8;
    private static final int MOST_QUANTILES = 10_001;
    private static final int MOST_PARTS = 100;
    private static final Pattern CALL = Pattern.compile("\\s*([A-Za-z]+)\\s*\\(([^()]*)\\)\\s*");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// Names in files with the parameters each takes, the usual form first.
    static final Map<String, List<List<String>>> LAWS = Map.of(
            "constant", List.of(List.of("value")),
            "uniform", List.of(List.of("low", "high")),
            "exponential", List.of(List.of("mean")),
            "normal", List.of(List.of("mean", "sd")),
            "lognormal", List.of(List.of("p50", "p99"), List.of("mean", "cv"), List.of("mu", "sigma")),
            "gamma", List.of(List.of("mean", "cv")),
            "weibull", List.of(List.of("scale", "shape")),
            "empirical", List.of(List.of("quantiles")),
            "mixture", List.of(List.of("parts")));

    private DistributionText() {}

    static Distribution read(JsonNode node, Unit unit) throws Refusal {
        return read(node, unit, 0);
    }

    private static Distribution read(JsonNode node, Unit unit, int depth) throws Refusal {
        if (depth > DEEPEST)
            throw new Refusal("Expected mixtures at most " + DEEPEST + " deep, received a deeper one.");
        if (node.isString()) {
            var call = call(node.stringValue());
            if (call.isPresent()) return law(call.get(), unit, depth);
        }
        if (node.isObject()) return law(node, unit, depth);
        try {
            return made("value", "0 or more", node, () -> new Distribution.Constant(QuantityText.read(node, unit)));
        } catch (Refusal plain) {
            throw new Refusal("Expected " + QuantityText.noun(unit)
                    + " or a distribution such as {\"exponential\": {\"mean\": …}}, received " + Shown.value(node)
                    + ".");
        }
    }

    private static Distribution law(JsonNode node, Unit unit, int depth) throws Refusal {
        if (node.size() != 1)
            throw new Refusal("Expected one distribution (%s), received %d of them.".formatted(names(), node.size()));
        var entry = node.properties().iterator().next();
        var name = entry.getKey();
        if (!LAWS.containsKey(name))
            throw new Refusal("Expected one of %s, received %s.%s"
                    .formatted(names(), Shown.text(name), Nearest.maybe(name, LAWS.keySet())));
        return law(new Args(name, entry.getValue(), unit), depth);
    }

    private static Distribution law(Args args, int depth) throws Refusal {
        return switch (args.name) {
            case "constant" ->
                made("value", "0 or more", args.node, () -> new Distribution.Constant(args.quantity("value")));
            case "uniform" ->
                made(
                        "low and high",
                        "0 ≤ low ≤ high",
                        args.node,
                        () -> new Distribution.Uniform(args.quantity("low"), args.quantity("high")));
            case "exponential" ->
                made("mean", "a mean above 0", args.node, () -> new Distribution.Exponential(args.quantity("mean")));
            case "normal" ->
                made(
                        "mean and sd",
                        "a mean of 0 or more and an sd above 0",
                        args.node,
                        () -> new Distribution.Normal(args.quantity("mean"), args.quantity("sd")));
            case "lognormal" -> logNormal(args);
            case "gamma" ->
                made(
                        "mean and cv",
                        "a mean and a cv above 0",
                        args.node,
                        () -> new Distribution.Gamma(args.quantity("mean"), args.number("cv")));
            case "weibull" ->
                made(
                        "scale and shape",
                        "a scale and a shape above 0",
                        args.node,
                        () -> new Distribution.Weibull(args.quantity("scale"), args.number("shape")));
            case "empirical" -> empirical(args);
            case "mixture" -> mixture(args, depth);
            default -> throw new IllegalStateException(args.name);
        };
    }

    private static Distribution logNormal(Args args) throws Refusal {
        if (args.has("p50"))
            return made(
                    "p50 and p99",
                    "0 < p50 ≤ p99",
                    args.node,
                    () -> Distribution.LogNormal.ofMedianAndP99(args.quantity("p50"), args.quantity("p99")));
        if (args.has("mu"))
            return made(
                    "mu and sigma",
                    "a finite mu and a sigma of 0 or more",
                    args.node,
                    () -> new Distribution.LogNormal(args.number("mu"), args.number("sigma")));
        return made(
                "mean and cv",
                "a mean above 0 and a cv of 0 or more",
                args.node,
                () -> Distribution.LogNormal.ofMeanAndCv(args.quantity("mean"), args.number("cv")));
    }

    private static Distribution empirical(Args args) throws Refusal {
        var list = args.list("quantiles", MOST_QUANTILES);
        var quantiles = new ArrayList<Double>();
        for (var each : list) quantiles.add(QuantityText.read(each, args.unit));
        return made(
                "quantiles",
                "two or more ascending values of 0 or more",
                args.node,
                () -> new Distribution.Empirical(quantiles));
    }

    private static Distribution mixture(Args args, int depth) throws Refusal {
        var parts = new ArrayList<Distribution.Mixture.Part>();
        for (var each : args.list("parts", MOST_PARTS)) {
            if (!each.isObject() || !each.has("weight") || !each.has("law"))
                throw new Refusal("Expected parts with weight and law, received " + Shown.value(each) + ".");
            var law = read(each.get("law"), args.unit, depth + 1);
            double weight = QuantityText.read(each.get("weight"), Unit.COUNT);
            if (!(weight > 0)) throw new Refusal("Expected a weight above 0, received %s.".formatted(weight));
            parts.add(new Distribution.Mixture.Part(weight, law));
        }
        return made("parts", "one or more", args.node, () -> new Distribution.Mixture(parts));
    }

    /// The named values behind a distribution's name, checked against what it takes.
    private static final class Args {
        private final String name;
        private final JsonNode node;
        private final Unit unit;

        Args(String name, JsonNode given, Unit unit) throws Refusal {
            this.name = name;
            this.unit = unit;
            var forms = LAWS.getOrDefault(name, List.of());
            boolean single = !given.isObject() && forms.getFirst().size() == 1;
            this.node = single ? JSON.objectNode().set(forms.getFirst().getFirst(), given) : given;
            var fields = new TreeSet<String>(node.propertyNames());
            if (forms.stream().noneMatch(form -> Set.copyOf(form).equals(fields)))
                throw new Refusal("Expected %s of %s, received %s."
                        .formatted(
                                String.join(
                                        ", or ",
                                        forms.stream()
                                                .map(DistributionText::and)
                                                .toList()),
                                name,
                                fields.isEmpty() ? Shown.value(given) : Shown.text(and(List.copyOf(fields)))));
        }

        boolean has(String field) {
            return node.has(field);
        }

        double quantity(String field) throws Refusal {
            return in(field, unit);
        }

        double number(String field) throws Refusal {
            return in(field, Unit.COUNT);
        }

        private double in(String field, Unit plain) throws Refusal {
            try {
                return QuantityText.read(node.get(field), plain);
            } catch (Refusal e) {
                throw new Refusal(field + " of " + name + ": " + e.message());
            }
        }

        JsonNode list(String field, int most) throws Refusal {
            var list = node.get(field);
            if (!list.isArray() || list.size() > most)
                throw new Refusal("Expected a list of at most %d %s, received %s."
                        .formatted(most, field, list.isArray() ? list.size() : Shown.value(list)));
            return list;
        }
    }

    private interface Maker {
        Distribution make() throws Refusal;
    }

    private static Distribution made(String what, String expected, JsonNode given, Maker maker) throws Refusal {
        try {
            return maker.make();
        } catch (IllegalArgumentException e) {
            throw new Refusal("%s: Expected %s, received %s.".formatted(what, expected, Shown.text(given.toString())));
        }
    }

    /// `exponential(2 s)` and `lognormal(p50=80 ms, p99=240 ms)` as the objects they stand for.
    private static Optional<JsonNode> call(String text) {
        var match = CALL.matcher(text);
        if (!match.matches()) return Optional.empty();
        var name = match.group(1).toLowerCase(Locale.ROOT);
        var inside = match.group(2);
        ObjectNode call = JSON.objectNode();
        if (!inside.contains("=")) return Optional.of(call.put(name, inside.strip()));
        ObjectNode args = call.putObject(name);
        for (var part : inside.split(",")) {
            int equals = part.indexOf('=');
            if (equals < 0) args.put(part.strip(), "");
            else
                args.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
        }
        return Optional.of(call);
    }

    static JsonNode write(Distribution law, Unit unit) {
        return switch (law) {
            case Distribution.Constant(var value) -> QuantityText.write(value, unit);
            case Distribution.Uniform(var low, var high) ->
                object("uniform", "low", QuantityText.write(low, unit), "high", QuantityText.write(high, unit));
            case Distribution.Exponential(var mean) -> {
                var node = JSON.objectNode();
                node.putObject("exponential").set("mean", QuantityText.write(mean, unit));
                yield node;
            }
            case Distribution.Normal(var centre, var sd) ->
                object("normal", "mean", QuantityText.write(centre, unit), "sd", QuantityText.write(sd, unit));
            case Distribution.LogNormal logNormal -> write(logNormal, unit);
            case Distribution.Gamma(var mean, var cv) ->
                object("gamma", "mean", QuantityText.write(mean, unit), "cv", QuantityText.number(cv));
            case Distribution.Weibull(var scale, var shape) ->
                object("weibull", "scale", QuantityText.write(scale, unit), "shape", QuantityText.number(shape));
            case Distribution.Empirical(var quantiles) -> {
                var node = JSON.objectNode();
                var list = node.putObject("empirical").putArray("quantiles");
                quantiles.forEach(q -> list.add(QuantityText.write(q, unit)));
                yield node;
            }
            case Distribution.Mixture(var parts) -> {
                var node = JSON.objectNode();
                var list = node.putObject("mixture").putArray("parts");
                for (var part : parts)
                    list.addObject()
                            .<ObjectNode>set("weight", QuantityText.number(part.weight()))
                            .set("law", write(part.distribution(), unit));
                yield node;
            }
        };
    }

    /// By median and p99 when those are round numbers, else by mean and cv when those are, else by its parameters.
    private static JsonNode write(Distribution.LogNormal law, Unit unit) {
        double p50 = QuantityText.rounded(law.quantile(0.5));
        double p99 = QuantityText.rounded(law.quantile(0.99));
        if (same(law, () -> Distribution.LogNormal.ofMedianAndP99(p50, p99)))
            return object("lognormal", "p50", QuantityText.write(p50, unit), "p99", QuantityText.write(p99, unit));
        double mean = QuantityText.rounded(law.mean());
        double cv = QuantityText.rounded(Math.sqrt(StrictMath.expm1(law.sigma() * law.sigma())));
        if (same(law, () -> Distribution.LogNormal.ofMeanAndCv(mean, cv)))
            return object("lognormal", "mean", QuantityText.write(mean, unit), "cv", QuantityText.number(cv));
        return object("lognormal", "mu", QuantityText.number(law.mu()), "sigma", QuantityText.number(law.sigma()));
    }

    private static boolean same(Distribution law, Supplier<Distribution> other) {
        try {
            return law.equals(other.get());
        } catch (IllegalArgumentException outOfRange) {
            return false;
        }
    }

    /// In one line, for fields and command lines; what has no such form stays JSON.
    static String text(Distribution law, Unit unit) {
        var node = write(law, unit);
        if (!node.isObject()) return node.asString();
        var entry = node.properties().iterator().next();
        if (law instanceof Distribution.Mixture || law instanceof Distribution.Empirical) return node.toString();
        var args = new ArrayList<String>();
        entry.getValue().forEachEntry((key, value) -> args.add(key + "=" + value.asString()));
        return entry.getKey() + "(" + String.join(", ", args) + ")";
    }

    private static JsonNode object(String law, String a, JsonNode first, String b, JsonNode second) {
        var node = JSON.objectNode();
        node.putObject(law).<ObjectNode>set(a, first).set(b, second);
        return node;
    }

    private static String names() {
        return String.join(", ", new TreeSet<>(LAWS.keySet()));
    }

    private static String and(List<String> words) {
        return String.join(" and ", words);
    }
}
