package billow.model.file;

import billow.model.check.Finding;
import billow.model.design.Design;
import billow.model.design.Scenario;
import billow.model.kind.Connection;
import billow.model.param.Param;
import billow.model.param.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Changes parameter values of a design by name: `orders.memorySize=512 MB`, `api->orders.share=2`,
/// `account.concurrency=500`. The command line's `--set`, scenarios and sweeps use it.
public final class Overrides {
    private static final String ACCOUNT = "account";

    private final Vocabulary vocabulary;

    public Overrides(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// An override that names nothing, or asks for a value that cannot be. The message is for its author.
    public static final class BadOverride extends Exception {
        private static final long serialVersionUID = 1;

        BadOverride(String message) {
            super(message, null, false, false);
        }

        public String message() {
            return String.valueOf(getMessage());
        }
    }

    /// What a target names.
    ///
    /// @param owner node, link id, or `account`
    /// @param param the parameter
    public record Named(String owner, Param<?> param) {}

    /// Applies `target=value` texts in order.
    public Design apply(Design design, List<String> settings) throws BadOverride {
        var next = design;
        for (var setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1)
                throw new BadOverride("Expected node.parameter=value, received " + Shown.text(setting) + ".");
            var target = setting.substring(0, equals).strip();
            next = set(next, target, named(next, target), Optional.empty(), setting.substring(equals + 1));
        }
        return next;
    }

    /// Applies the changes of a scenario in order.
    public Design apply(Design design, Scenario scenario) throws BadOverride {
        var next = design;
        for (var change : scenario.changes()) {
            var target = change.target();
            next = set(next, target, named(next, target), Optional.of(change.value()), "");
        }
        return next;
    }

    /// The scenario of this name.
    public static Scenario scenario(Design design, String name) throws BadOverride {
        var names = design.scenarios().stream().map(Scenario::name).toList();
        return design.scenarios().stream()
                .filter(s -> s.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new BadOverride("Expected %s, received %s.%s"
                        .formatted(
                                names.isEmpty()
                                        ? "no scenario, for this design has none"
                                        : "one of the scenarios " + String.join(", ", names),
                                Shown.text(name),
                                Nearest.maybe(name, names))));
    }

    /// Scenarios that ask for what the design does not have, or for values out of range.
    public List<Finding> findings(Design design) {
        var findings = new ArrayList<Finding>();
        for (var scenario : design.scenarios())
            for (var change : scenario.changes()) {
                var target = change.target();
                try {
                    set(design, target, named(design, target), Optional.of(change.value()), "");
                } catch (BadOverride e) {
                    var path = "scenarios[%s].set".formatted(Shown.text(scenario.name()));
                    findings.add(Finding.error("scenario.change", path, e.message()));
                }
            }
        return List.copyOf(findings);
    }

    /// What `target` names in `design`.
    public Named named(Design design, String target) throws BadOverride {
        int dot = target.lastIndexOf('.');
        if (dot < 1 || dot == target.length() - 1)
            throw new BadOverride("Expected node.parameter, received " + Shown.text(target) + ".");
        var owner = target.substring(0, dot);
        var name = target.substring(dot + 1);
        var declared = declared(design, owner);
        var names = declared.stream().map(Param::name).toList();
        return declared.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .map(p -> new Named(owner, p))
                .orElseThrow(() -> new BadOverride("%s — %s has no parameter %s.%s"
                        .formatted(Shown.text(target), owner, Shown.text(name), Nearest.maybe(name, names))));
    }

    private List<Param<?>> declared(Design design, String owner) throws BadOverride {
        var node = design.node(owner);
        if (node.isPresent()) return node.get().kind().params();
        var link = design.link(owner);
        if (link.isPresent()) {
            var from = design.node(link.get().from()).orElseThrow().kind();
            var to = design.node(link.get().to()).orElseThrow().kind();
            return switch (Connection.between(from, to)) {
                case Connection.Refused refused -> List.of();
                case Connection.Possible(var options) ->
                    options.stream()
                            .filter(o -> o.kind() == link.get().kind())
                            .findFirst()
                            .map(Connection.Option::params)
                            .orElse(List.of());
            };
        }
        if (owner.equals(ACCOUNT)) return vocabulary.account();
        var known = new ArrayList<>(design.nodes().keySet());
        known.add(ACCOUNT);
        design.links().forEach(l -> known.add(l.id()));
        throw new BadOverride("Expected the id of a node or link, received %s.%s"
                .formatted(Shown.text(owner), Nearest.maybe(owner, known)));
    }

    private static Design set(Design design, String target, Named named, Optional<JsonNode> value, String text)
            throws BadOverride {
        var node = design.node(named.owner());
        if (node.isPresent())
            return design.put(node.get().with(with(node.get().params(), target, named.param(), value, text)));
        var link = design.link(named.owner());
        if (link.isPresent())
            return design.put(link.get().with(with(link.get().params(), target, named.param(), value, text)));
        return design.withAccount(with(design.account(), target, named.param(), value, text));
    }

    private static <T> Params with(Params params, String target, Param<T> param, Optional<JsonNode> value, String text)
            throws BadOverride {
        var reading = value.isPresent() ? ParamText.accept(param, value.get()) : ParamText.accept(param, text);
        return switch (reading) {
            case ParamText.Value<T>(var accepted) -> params.with(param, accepted);
            case ParamText.Refused<T>(var complaint) -> throw new BadOverride(target + " — " + complaint);
        };
    }
}
