package billow.model.quota;

import billow.model.param.About.Confidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The published limits and defaults of AWS, read once from `limits.json`.
public final class Limits {
    private static final Set<String> LARGE = Set.of("us-east-1", "us-west-2", "eu-west-1");
    private static final Limits PUBLISHED = read();

    private final String date;
    private final Map<String, Limit> limits;

    private Limits(String date, Map<String, Limit> limits) {
        this.date = date;
        this.limits = Map.copyOf(limits);
    }

    /// @throws IllegalArgumentException when there is no such limit (a mistake in a declaration)
    public static Limit limit(String name) {
        var limit = PUBLISHED.limits.get(name);
        if (limit == null) throw new IllegalArgumentException("No limit is named %s.".formatted(name));
        return limit;
    }

    /// Day the data were last compared with their sources.
    public static String date() {
        return PUBLISHED.date;
    }

    public static List<Limit> all() {
        return PUBLISHED.limits.values().stream()
                .sorted(java.util.Comparator.comparing(Limit::name))
                .toList();
    }

    static String group(String region) {
        return LARGE.contains(region) ? "large" : "other";
    }

    private static Limits read() {
        try (var in = Limits.class.getResourceAsStream("/billow/model/limits.json")) {
            if (in == null) throw new IllegalStateException("limits.json is missing from the program.");
            var root = JsonMapper.shared().readTree(in);
            var limits = new HashMap<String, Limit>();
            root.get("limits").forEachEntry((name, node) -> limits.put(name, limitOf(name, node)));
            return new Limits(root.get("date").asString(), limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Limit limitOf(String name, JsonNode node) {
        var regions = new HashMap<String, Double>();
        if (node.has("regions"))
            node.get("regions").forEachEntry((group, figure) -> regions.put(group, figure.asDouble()));
        return new Limit(
                name,
                figure(node, "min"),
                figure(node, "max"),
                figure(node, "value"),
                regions,
                node.path("unit").asString(""),
                node.get("source").asString(),
                Confidence.valueOf(node.path("confidence").asString("high").toUpperCase(Locale.ROOT)));
    }

    private static @Nullable Double figure(JsonNode node, String part) {
        var figure = node.get(part);
        return figure == null || figure.isNull() ? null : Double.valueOf(figure.asDouble());
    }
}
