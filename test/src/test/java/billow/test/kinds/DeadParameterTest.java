package billow.test.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.check.Checks;
import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.file.DesignReader;
import billow.model.file.Vocabulary;
import billow.model.kind.Connection;
import billow.model.kind.NodeKind;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.service.Catalogue;
import billow.model.workload.Trace;
import billow.simulator.run.Blueprint;
import billow.simulator.run.Progress;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import billow.test.golden.GoldenDesign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every parameter does something: for each one of every kind and its links there is a design, among the golden ones
/// and those in `parameters`, in which another value changes what a run reports, what is billed, or what is found.
/// Those for which there is none yet stand in `not-shown.txt`; the list is exact.
@Tag("slow")
class DeadParameterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Path FOLDER = Path.of("src/test/resources/parameters");

    /// A trace whose counts depend on the name of its file, a second apart unless the design says otherwise.
    private static final TraceSource TRACES = (file, interval) ->
            new Trace(interval == null ? SECOND : interval, new double[] {file.length(), 40, 20, 0, 30});

    /// Designs whose name begins so are run for days.
    private static final String LONG = "Long: ";

    /// Designs whose name begins so are run for minutes.
    private static final String MINUTES = "Minutes: ";

    /// What no design here shows, by name; a line that begins with # says why.
    private static final Path NOT_SHOWN = FOLDER.resolve("not-shown.txt");

    private final List<Design> shown = shown();
    private final Map<String, Design> golden = new LinkedHashMap<>();
    private final Map<Design, String> usual = new HashMap<>();

    @Test
    void everyParameterHasAnEffect() {
        for (var kind : Catalogue.kinds())
            golden.put(kind.id(), GoldenDesign.of(kind.id()).design());
        Set<String> dead = new TreeSet<>();
        Set<String> wanted = new LinkedHashSet<>();
        for (var kind : Catalogue.kinds())
            for (var param : kind.params()) {
                var name = kind.id() + "." + param.name();
                wanted.add(name);
                if (!nodeParameterWorks(kind.id(), param)) dead.add(name);
            }
        var all = new ArrayList<>(shown);
        all.removeIf(DeadParameterTest::isLong);
        all.addAll(golden.values());
        linkParameters().forEach((name, sort) -> {
            wanted.add(name);
            if (!linkParameterWorks(sort, all)) dead.add(name);
        });
        assertThat(wanted).hasSizeGreaterThan(550);
        assertThat(dead).containsExactlyInAnyOrderElementsOf(notShown());
    }

    /// A parameter of one side of a link.
    ///
    /// @param owner    id of the kind of the node on that side
    /// @param outgoing whether that is the side that calls
    private record Sort(String owner, boolean outgoing, Param<?> param) {}

    private static Map<String, Sort> linkParameters() {
        var sorts = new LinkedHashMap<String, Sort>();
        for (var from : Catalogue.kinds())
            for (var to : Catalogue.kinds())
                if (Connection.between(from, to) instanceof Connection.Possible(var options))
                    for (var option : options) {
                        for (var param : option.outlet().params())
                            add(sorts, from.id() + " calling." + param.name(), new Sort(from.id(), true, param), to);
                        var way = option.kind().word() + " " + to.id() + ".";
                        for (var param : option.inlet().params())
                            add(sorts, way + param.name(), new Sort(to.id(), false, param), from);
                    }
        return sorts;
    }

    /// Where the other side narrows a parameter, that is one of its own.
    private static void add(Map<String, Sort> sorts, String name, Sort sort, NodeKind other) {
        var known = sorts.putIfAbsent(name, sort);
        if (known != null && !known.param().equals(sort.param())) sorts.put(name + " with " + other.id(), sort);
    }

    private boolean nodeParameterWorks(String kind, Param<?> param) {
        for (var design : near(kind))
            for (var node : design.nodes().values())
                if (node.kind().id().equals(kind))
                    for (var value : ParameterValues.of(param))
                        if (differs(design, design.put(node.with(with(node.params(), param, value))))) return true;
        return false;
    }

    private boolean linkParameterWorks(Sort sort, List<Design> all) {
        for (var design : all)
            for (var link : design.links())
                if (isOf(sort, design, link))
                    for (var value : ParameterValues.of(sort.param()))
                        if (differs(design, design.put(changed(link, sort.param(), value)))) return true;
        return false;
    }

    /// The designs that show parameters, and those golden ones that are about the kind.
    private List<Design> near(String kind) {
        var near = new ArrayList<Design>();
        for (var design : shown) if (!isLong(design)) near.add(design);
        near.add(golden.get(kind));
        if (!kind.equals("traffic.clients")) for (var design : shown) if (isLong(design)) near.add(design);
        return near;
    }

    private static boolean isLong(Design design) {
        return design.name().startsWith(LONG);
    }

    private static Link changed(Link link, Param<?> param, Object value) {
        return new Link(
                link.id(), link.from(), link.to(), link.kind(), with(link.params(), param, value), link.extra());
    }

    private static boolean isOf(Sort sort, Design design, Link link) {
        Node from = design.nodes().get(link.from());
        Node to = design.nodes().get(link.to());
        return (sort.outgoing() ? from : to).kind().id().equals(sort.owner())
                && Connection.between(from.kind(), to.kind()) instanceof Connection.Possible(var options)
                && options.stream()
                        .anyMatch(o -> o.kind() == link.kind() && o.params().contains(sort.param()));
    }

    private static long seconds(Design design) {
        if (isLong(design)) return 200_000;
        return design.name().startsWith(MINUTES) ? 200 : 10;
    }

    private boolean differs(Design design, Design other) {
        if (other.equals(design)) return false;
        return !told(other).equals(usual.computeIfAbsent(design, DeadParameterTest::told));
    }

    /// All that is reported, billed and found.
    private static String told(Design design) {
        var text = new StringBuilder();
        var findings = Checks.of(design);
        findings.forEach(f -> text.append(f).append('\n'));
        var settings = RunSettings.DEFAULT
                .lasting(seconds(design) * SECOND)
                .warmingUp(0L)
                .replicated(1)
                .checked(billow.simulator.kernel.Checks.OFF);
        Simulation.run(Blueprint.of(design, TRACES), settings, Progress.SILENT).ifPresent(result -> {
            text.append(result.requests()).append(result.latency()).append(result.routes());
            for (var node : result.nodes()) {
                text.append(node.requests()).append(node.latency()).append(node.metrics());
                for (var meter : node.node().kind().meters())
                    text.append(meter.id()).append(Arrays.toString(node.quantities(meter)));
            }
        });
        return text.toString();
    }

    private static List<String> notShown() {
        try (var lines = Files.lines(NOT_SHOWN)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Design> shown() {
        var all = new ArrayList<Design>();
        try (var files = Files.list(FOLDER)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".billow")).sorted().toList()) all.add(understood(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (billow.model.file.UnreadableDesign e) {
            throw new AssertionError(e.message(), e);
        }
        return all;
    }

    /// A misspelt parameter would be kept and do nothing.
    private static Design understood(Path file) throws IOException, billow.model.file.UnreadableDesign {
        var read = new DesignReader(Vocabulary.standard()).read(file);
        assertThat(read.findings()).as("%s", file).isEmpty();
        return read.design();
    }

    private static <T> Params with(Params params, Param<T> param, Object value) {
        return params.with(
                param, value == ParameterValues.UNSET ? null : param.type().cast(value));
    }
}
