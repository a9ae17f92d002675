package billow.test.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import billow.app.study.fidelity.Block;
import billow.app.study.fidelity.FidelityPage;
import billow.model.kind.Connection;
import billow.model.kind.Meter;
import billow.model.kind.NodeKind;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.service.Catalogue;
import billow.pricing.book.PriceBook;
import billow.test.golden.GoldenDesign;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What every kind owes: one test for each kind and promise, so that a new service is told what it still lacks.
class KindContractTest {
    @TestFactory
    Stream<DynamicTest> everyKindKeepsItsPromises() {
        return Catalogue.kinds().stream().flatMap(KindContractTest::promises);
    }

    private static Stream<DynamicTest> promises(NodeKind kind) {
        return Stream.of(
                promise(kind, "says what it is", () -> saysWhatItIs(kind)),
                promise(kind, "declares every parameter with unit, help and source", () -> declares(kind)),
                promise(kind, "has valid defaults", () -> hasValidDefaults(kind)),
                promise(kind, "lowers at defaults, minima and maxima", () -> lowers(kind)),
                promise(kind, "meters what price books know", () -> meters(kind)),
                promise(kind, "names its metrics", () -> namesMetrics(kind)),
                promise(kind, "has a golden design", () -> hasGoldenDesign(kind)),
                promise(kind, "has a page that says how faithful it is", () -> hasAPage(kind)));
    }

    @Test
    void theSidesOfALinkNameNoParameterTwice() {
        for (var from : Catalogue.kinds())
            for (var to : Catalogue.kinds())
                if (Connection.between(from, to) instanceof Connection.Possible(var options))
                    for (var option : options)
                        assertThat(option.params().stream().map(Param::name))
                                .as("%s from %s to %s", option.kind().word(), from.id(), to.id())
                                .doesNotHaveDuplicates();
    }

    private static DynamicTest promise(NodeKind kind, String words, Runnable check) {
        return DynamicTest.dynamicTest(kind.id() + " " + words, check::run);
    }

    private static void saysWhatItIs(NodeKind kind) {
        assertThat(kind.id()).matches("[a-z]+(\\.[a-z][a-z0-9]*){1,2}");
        assertThat(kind.name()).isNotBlank();
        assertThat(kind.summary()).endsWith(".");
        assertThat(Catalogue.kind(kind.id())).containsSame(kind);
    }

    private static void declares(NodeKind kind) {
        var all = new ArrayList<Param<?>>(kind.params());
        kind.outlets().forEach(o -> all.addAll(o.params()));
        kind.inlets().forEach(i -> all.addAll(i.params()));
        for (var param : all) {
            assertThat(param.name()).matches("[a-z][A-Za-z0-9]*");
            assertThat(param.about().help()).as(param.name()).endsWith(".");
            assertThat(param.about().source()).as(param.name()).isNotBlank();
        }
        assertThat(kind.params().stream().map(Param::name)).doesNotHaveDuplicates();
    }

    private static void hasValidDefaults(NodeKind kind) {
        for (var param : kind.params())
            assertThat(complaintAboutDefault(param)).as(param.name()).isEmpty();
        assertThat(kind.complaints(Params.DEFAULTS)).isEmpty();
    }

    private static <T> List<String> complaintAboutDefault(Param<T> param) {
        var value = param.fallback();
        return value == null ? List.of() : param.complaint(value).stream().toList();
    }

    private static void lowers(NodeKind kind) {
        for (var region : List.of("us-east-1", "sa-east-1")) {
            assertThatCode(() -> kind.lower(Params.DEFAULTS, region)).doesNotThrowAnyException();
            for (var param : kind.params())
                for (var extreme : extremes(param))
                    assertThatCode(() -> kind.lower(extreme, region))
                            .as("%s = %s", param.name(), extreme.changed())
                            .doesNotThrowAnyException();
        }
    }

    private static List<Params> extremes(Param<?> param) {
        return switch (param) {
            case Param.Whole p -> List.of(Params.DEFAULTS.with(p, p.min()), Params.DEFAULTS.with(p, p.max()));
            case Param.Real p -> List.of(Params.DEFAULTS.with(p, p.min()), Params.DEFAULTS.with(p, p.max()));
            case Param.Span p -> List.of(Params.DEFAULTS.with(p, p.minNanos()), Params.DEFAULTS.with(p, p.maxNanos()));
            case Param.Size p -> List.of(Params.DEFAULTS.with(p, p.minBytes()), Params.DEFAULTS.with(p, p.maxBytes()));
            case Param.Choice p ->
                p.options().stream()
                        .map(o -> Params.DEFAULTS.with(p, o.value()))
                        .toList();
            case Param.Flag p -> List.of(Params.DEFAULTS.with(p, true), Params.DEFAULTS.with(p, false));
            case Param.Text p -> List.of(Params.DEFAULTS.with(p, "text"));
            case Param.Law p -> List.of();
            case Param.Document p -> List.of();
        };
    }

    private static void meters(NodeKind kind) {
        var book = PriceBook.bundled();
        for (Meter meter : kind.meters()) {
            assertThat(book.meter(meter.id())).as(meter.id()).isPresent();
            for (var region : book.regions())
                assertThat(book.quote(meter.id(), region.id()))
                        .as("%s in %s", meter.id(), region.id())
                        .isPresent();
            assertThat(meter.help()).endsWith(".");
        }
        assertThat(kind.meters().stream().map(m -> List.of(m.id(), String.valueOf(m.area()))))
                .doesNotHaveDuplicates();
    }

    private static void hasAPage(NodeKind kind) {
        var page = FidelityPage.of(kind.id());
        assertThat(page)
                .as("a line for %s in docs/fidelity/kinds.properties, and the page it names", kind.id())
                .isPresent();
        var headings = page.orElseThrow().blocks().stream()
                .map(block -> switch (block) {
                    case Block.Heading heading -> heading.text();
                    case Block.Table table -> table.header().getFirst();
                    case Block.Paragraph paragraph -> paragraph.text();
                })
                .map(text -> text.toLowerCase(Locale.ROOT))
                .toList();
        assertThat(page.get().markdown())
                .as("sources of %s, with their dates", page.get().file())
                .containsIgnoringCase("source")
                .containsPattern("20[0-9][0-9]");
        for (var part : List.of("modelled", "simplified", "ignored"))
            assertThat(headings).as("parts of %s", page.get().file()).anyMatch(text -> text.startsWith(part));
    }

    private static void namesMetrics(NodeKind kind) {
        var names = new HashSet<String>();
        for (var metric : kind.metrics()) {
            assertThat(names.add(metric.name())).as(metric.name()).isTrue();
            assertThat(metric.help()).endsWith(".");
        }
    }

    private static void hasGoldenDesign(NodeKind kind) {
        var golden = GoldenDesign.of(kind.id());
        assertThat(golden.exists())
                .as("test/%s (see \"Adding a service\" in CONTRIBUTING.md)", golden.file())
                .isTrue();
    }

    @Test
    void theIdsOfKindsAreThoseOfTheContract() {
        assertThat(Catalogue.kinds().stream().map(NodeKind::id))
                .contains(
                        "traffic.clients",
                        "external.service",
                        "aws.apigateway.rest",
                        "aws.apigateway.http",
                        "aws.lambda.function",
                        "aws.sqs.queue",
                        "aws.dynamodb.table",
                        "aws.stepfunctions.statemachine")
                .doesNotHaveDuplicates();
    }
}
