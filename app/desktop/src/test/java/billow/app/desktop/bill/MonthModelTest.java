package billow.app.desktop.bill;

import static org.assertj.core.api.Assertions.assertThat;

import billow.app.desktop.document.DesignFiles;
import billow.app.desktop.document.OpenDesign;
import billow.app.study.bill.BillAnswer;
import billow.app.study.bill.BillQuestion;
import billow.app.study.bill.Grouping;
import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.edit.Edit;
import billow.model.edit.Target;
import billow.model.kind.LinkKind;
import billow.model.param.Params;
import billow.model.service.Catalogue;
import billow.model.service.Clients;
import billow.model.service.FunctionCapacity;
import billow.pricing.BillingSettings;
import billow.pricing.FreeTier;
import billow.pricing.Month;
import billow.simulator.run.TraceSource;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The month's bill without a window: work waits until the test lets it go on.
class MonthModelTest {
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final OpenDesign open = new OpenDesign();
    private final MonthModel month = new MonthModel(open, TraceSource.NONE, work::add, Runnable::run);

    private void finish() {
        for (var next = work.poll(); next != null; next = work.poll()) next.run();
    }

    private static Node node(String id, String kind, double x) {
        return Node.of(id, Catalogue.kind(kind).orElseThrow(), new Point(x, 0));
    }

    private static Design drawn() {
        var clients = node("clients", "traffic.clients", 0);
        return Design.EMPTY
                .put(clients.with(clients.params().with(Clients.RATE, 100.0)))
                .put(node("f", "aws.lambda.function", 200))
                .put(new Link("clients->f", "clients", "f", LinkKind.INVOKE, Params.DEFAULTS, Map.of()));
    }

    private static Design framed() {
        var text = """
            { "billow": 1, "name": "Framed", "region": "us-east-1",
              "nodes": [
                { "id": "clients", "kind": "traffic.clients", "at": [0, 0] },
                { "id": "f", "kind": "aws.lambda.function", "at": [200, 0], "tags": { "team": "shop" } } ],
              "links": [ { "from": "clients", "to": "f" } ],
              "frames": [ { "label": "Backend", "at": [150, -50], "size": [400, 300] } ] }
            """;
        return ((DesignFiles.Opened) new DesignFiles(Path.of(".")).read("framed", text)).design();
    }

    private BillAnswer answer() {
        return month.shown().bill().orElseThrow();
    }

    private double total() {
        return answer().bill().total().doubleValue();
    }

    @Test
    void expectsTheSameAsTheStudyDoes() {
        open.open(drawn(), null);
        finish();
        var expected = BillAnswer.expected(
                drawn(), TraceSource.NONE, BillQuestion.STANDARD.with(BillingSettings.STANDARD.in("us-east-1")));
        assertThat(answer().bill().lines()).isEqualTo(expected.bill().lines());
        assertThat(month.shown().simulated()).isFalse();
        assertThat(total()).isPositive();
    }

    @Test
    void answersAtOnceAndTellsWhatAssumptionsLeaveOpenLater() {
        open.open(drawn(), null);
        while (month.shown().answer() == null) work.remove().run();
        assertThat(answer().assumed()).isNull();
        assertThat(work).hasSize(1);
        finish();
        var assumed = java.util.Objects.requireNonNull(answer().assumed());
        assertThat(assumed.total().low()).isLessThan(total());
        assertThat(assumed.total().high()).isGreaterThan(total());
    }

    @Test
    void followsEveryEditAndDropsAnswersNobodyWaitsFor() {
        open.open(drawn(), null);
        finish();
        double before = total();
        for (long memory = 256; memory <= 1024; memory += 256)
            open.edit(new Edit.SetParam<>(new Target.OfNode("f"), FunctionCapacity.MEMORY, memory));
        assertThat(work).hasSize(4);
        var shown = new java.util.ArrayList<MonthModel.Shown>();
        month.shownProperty().subscribe((was, now) -> shown.add(now));
        finish();
        // Of four edits only the last is worked out, at once and with its range.
        assertThat(shown).hasSize(2);
        assertThat(total()).isGreaterThan(before);
    }

    @Test
    void answersForTheAccountRegionAndMonthThatAreChosen() {
        open.open(drawn(), null);
        finish();
        double free = total();
        month.freeTierProperty().set(FreeTier.NONE);
        finish();
        assertThat(total()).isGreaterThan(free);
        month.regionProperty().set(Optional.of("sa-east-1"));
        finish();
        assertThat(answer().bill().region()).isEqualTo("sa-east-1");
        assertThat(BillWords.about(answer(), open.design())).startsWith("sa-east-1 instead of us-east-1");
        double average = total();
        month.monthProperty().set(Month.of(YearMonth.of(2026, 8)));
        finish();
        assertThat(total() / average).isCloseTo(744.0 / 730, org.assertj.core.api.Assertions.within(0.001));
    }

    @Test
    void tellsTheDayABudgetIsCrossedAndTheMonthsToCome() {
        open.open(drawn(), null);
        month.growthProperty().set(BigDecimal.TEN);
        month.budgetProperty().set(Optional.of(BigDecimal.ONE));
        finish();
        assertThat(answer().budgets().getFirst().day()).isPresent();
        assertThat(BillWords.facts(answer())).anySatisfy(f -> {
            assertThat(f[0]).isEqualTo("Budget of $1.00");
            assertThat(f[1]).startsWith("crossed on day ");
        });
        assertThat(answer().growth()).hasSize(12);
        assertThat(answer().growth().getLast().total())
                .isGreaterThan(answer().growth().getFirst().total());
    }

    @Test
    void saysWhyThereIsNoBill() {
        var schedule = node("schedule", "aws.scheduler.schedule", 0);
        var expression = schedule.kind().param("scheduleExpression").orElseThrow();
        open.open(drawn().put(schedule.with(with(schedule.params(), expression, "never and again"))), null);
        finish();
        assertThat(month.shown().answer()).isNull();
        assertThat(month.shown().reason()).contains("errors");
        assertThat(BillWords.total(month.shown())).isEmpty();
    }

    private static <T> Params with(Params params, billow.model.param.Param<T> param, Object value) {
        return params.with(param, param.type().cast(value));
    }

    @Test
    void addsUpByServiceNodeTagFrameAndRoute() {
        open.open(framed(), null);
        finish();
        for (var by : Set.of(
                new Grouping.ByService(),
                new Grouping.ByNode(),
                new Grouping.ByTag("team"),
                new Grouping.ByFrame(),
                new Grouping.ByRoute())) {
            var entries = BillModel.entries(answer(), open.design(), by);
            assertThat(entries).as(by.text()).isNotEmpty();
            assertThat(entries.stream().mapToDouble(BillModel.Entry::share).sum())
                    .as(by.text())
                    .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
        }
        assertThat(BillModel.entries(answer(), open.design(), new Grouping.ByTag("team")))
                .extracting(BillModel.Entry::name)
                .containsExactly("team = shop");
        assertThat(BillModel.entries(answer(), open.design(), new Grouping.ByFrame()))
                .extracting(BillModel.Entry::name)
                .containsExactly("Backend");
        var line = BillModel.entries(answer(), open.design(), new Grouping.ByNode())
                .getFirst()
                .parts()
                .getFirst();
        assertThat(line.formula()).isNotBlank();
        assertThat(line.source()).isNotBlank();
    }

    @Test
    void tellsWhatASelectedNodeCosts() {
        open.open(drawn(), null);
        finish();
        assertThat(BillWords.of(month.shown(), "f")).matches("≈ \\$[\\d.]+ a month, of \\$[\\d.]+ in all");
        assertThat(BillWords.of(month.shown(), "clients")).startsWith("≈ $0.00 a month");
    }
}
