package billow.model.file;

import billow.model.param.Param;
import billow.model.param.Params;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Reads the `set` object of a node or link.
final class SetReader {
    private SetReader() {}

    /// @param owner    path of what the parameters belong to, `nodes[orders]`
    /// @param declared parameters that may be set
    /// @param what     the owner in messages, "aws.lambda.function"
    static Params params(At set, String owner, List<Param<?>> declared, String what, Problems problems) {
        return params(set, owner, declared, what, name -> "", problems);
    }

    /// @param elsewhere where a parameter of that name stands instead, as an end of the remark; empty for nowhere
    static Params params(
            At set,
            String owner,
            List<Param<?>> declared,
            String what,
            Function<String, String> elsewhere,
            Problems problems) {
        if (!problems.object(set)) return Params.DEFAULTS;
        var changed = new HashMap<String, Object>();
        var unknown = new HashMap<String, JsonNode>();
        set.node().forEachEntry((name, value) -> {
            var at = set.field(name).called(owner + "." + Shown.text(name));
            var param = declared.stream().filter(p -> p.name().equals(name)).findFirst();
            if (param.isPresent()) read(param.get(), at, changed, problems);
            else {
                unknown.put(name, value);
                problems.remark(
                        at,
                        "file.unknown-parameter",
                        "%s has no parameter of this name; it is kept but does nothing.%s"
                                .formatted(what, maybe(name, declared, elsewhere)));
            }
        });
        return changed.isEmpty() && unknown.isEmpty() ? Params.DEFAULTS : new Params(changed, unknown);
    }

    private static String maybe(String name, List<Param<?>> declared, Function<String, String> elsewhere) {
        var other = elsewhere.apply(name);
        return other.isEmpty()
                ? Nearest.maybe(name, declared.stream().map(Param::name).toList())
                : other;
    }

    private static <T> void read(Param<T> param, At at, Map<String, Object> changed, Problems problems) {
        switch (ParamText.read(param, at.node())) {
            case ParamText.Value<T>(var value) -> {
                if (value != null && !Objects.equals(value, param.fallback())) changed.put(param.name(), value);
            }
            case ParamText.Refused<T>(var complaint) -> problems.problem(at, "file.type", complaint);
        }
    }
}
