package billow.app.desktop.document;

import billow.model.check.FaultRules;
import billow.model.check.PossibleFaults;
import billow.model.design.Design;
import billow.model.design.Scenario;
import billow.model.edit.Edit;
import billow.model.file.Overrides;
import billow.model.file.Vocabulary;
import billow.model.service.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/// The scenarios of the open design and the changes people make to them; each change is one step to undo.
public final class Scenarios {
    /// A run that says nothing of its length lasts an hour.
    private static final long USUAL_NANOS = 3_600_000_000_000L;

    private static final long MINUTE = 60_000_000_000L;
    private static final String BREAKING = "Something breaks";

    private final OpenDesign open;

    public Scenarios(OpenDesign open) {
        this.open = open;
    }

    public List<Scenario> all() {
        return open.design().scenarios();
    }

    /// A new scenario at the end, with a name of its own.
    public Scenario add(String name) {
        var taken = all().stream().map(Scenario::name).toList();
        var free = name;
        for (int i = 2; taken.contains(free); i++) free = name + " " + i;
        var added = new Scenario(free, "", null, null, List.of(), Map.of());
        set(Stream.concat(all().stream(), Stream.of(added)).toList());
        return added;
    }

    public void remove(int index) {
        var next = new ArrayList<>(all());
        next.remove(index);
        set(next);
    }

    public void change(int index, UnaryOperator<Scenario> change) {
        var next = new ArrayList<>(all());
        var changed = change.apply(next.get(index));
        if (changed.equals(next.set(index, changed))) return;
        set(next);
    }

    private void set(List<Scenario> next) {
        open.editOnce(new Edit.SetScenarios(next));
    }

    /// Adds a fault to a scenario.
    ///
    /// @param chosen the scenario; when absent, one for the purpose
    /// @return the scenario it is in now
    public Scenario breaking(Optional<Scenario> chosen, String fault) {
        var target = chosen.filter(all()::contains)
                .or(() -> all().stream().filter(s -> s.name().equals(BREAKING)).findFirst())
                .orElseGet(() -> add(BREAKING));
        int index = all().indexOf(target);
        change(
                index,
                s -> withFaults(
                        s, Stream.concat(s.faults().stream(), Stream.of(fault)).toList()));
        return all().get(index);
    }

    /// What could break in it: texts for a node, link or `account`, in the course of the scenario.
    public static List<String> faults(Design design, Optional<Scenario> in, String target) {
        var lasts = in.map(Scenario::durationNanos).orElse(null);
        long length = lasts == null ? USUAL_NANOS : lasts;
        return PossibleFaults.of(design, target, round(length / 4), round(length / 12));
    }

    private static long round(long nanos) {
        return nanos < MINUTE
                ? Math.max(1_000_000_000L, nanos / 1_000_000_000L * 1_000_000_000L)
                : nanos / MINUTE * MINUTE;
    }

    /// What is wrong with a fault, empty when it can happen.
    public Optional<String> complaintOfFault(String text) {
        return FaultRules.complaint(open.design(), text);
    }

    /// What is wrong with a change such as `orders.memorySize = 1 GB`, empty when it can be made.
    public Optional<String> complaintOfChange(String text) {
        try {
            new Overrides(new Vocabulary(Catalogue.kinds(), Catalogue.account())).apply(open.design(), List.of(text));
            return Optional.empty();
        } catch (Overrides.BadOverride e) {
            return Optional.of(e.message());
        }
    }

    /// @param text that nobody complains of
    public static Scenario.Change change(String text) {
        int equals = text.indexOf('=');
        return new Scenario.Change(
                text.substring(0, equals).strip(),
                value(text.substring(equals + 1).strip()));
    }

    private static JsonNode value(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return StringNode.valueOf(text);
        }
    }

    public static String text(Scenario.Change change) {
        var value = change.value();
        return change.target() + " = " + (value.isString() ? value.stringValue() : value.toString());
    }

    public static Scenario named(Scenario s, String name) {
        return new Scenario(name, s.note(), s.durationNanos(), s.warmupNanos(), s.changes(), s.faults(), s.extra());
    }

    public static Scenario noted(Scenario s, String note) {
        return new Scenario(s.name(), note, s.durationNanos(), s.warmupNanos(), s.changes(), s.faults(), s.extra());
    }

    public static Scenario lasting(Scenario s, @org.jspecify.annotations.Nullable Long nanos) {
        return new Scenario(s.name(), s.note(), nanos, s.warmupNanos(), s.changes(), s.faults(), s.extra());
    }

    public static Scenario changing(Scenario s, List<Scenario.Change> changes) {
        return new Scenario(s.name(), s.note(), s.durationNanos(), s.warmupNanos(), changes, s.faults(), s.extra());
    }

    public static Scenario withFaults(Scenario s, List<String> faults) {
        return new Scenario(s.name(), s.note(), s.durationNanos(), s.warmupNanos(), s.changes(), faults, s.extra());
    }
}
