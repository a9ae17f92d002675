package billow.app.desktop.run;

import static org.assertj.core.api.Assertions.assertThat;

import billow.app.desktop.document.DesignFiles;
import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.results.Headline;
import billow.app.desktop.results.NodeRow;
import billow.app.desktop.results.ResultsModel;
import billow.model.design.Design;
import billow.model.edit.Edit;
import billow.simulator.run.TraceSource;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final String DESIGN = """
            { "billow": 1, "name": "Small", "region": "us-east-1",
              "nodes": [
                { "id": "clients", "kind": "traffic.clients", "set": { "rate": "5 /s" } },
                { "id": "f", "kind": "aws.lambda.function", "set": { "memorySize": "512 MB" } } ],
              "links": [ { "from": "clients", "to": "f" } ],
              "scenarios": [ { "name": "Short", "duration": "10 min" }, { "name": "Odd", "set": { "nobody.rate": "1 /s" } } ] }
            """;

    private final OpenDesign open = new OpenDesign();
    private final RunModel run = new RunModel(open, TraceSource.NONE);

    private static Design design() {
        return ((DesignFiles.Opened) new DesignFiles(Path.of(".")).read("small", DESIGN)).design();
    }

    private void runUntil(RunState wanted) throws InterruptedException {
        for (int i = 0; i < 6000 && run.state() != wanted; i++) {
            run.frame();
            Thread.sleep(10);
        }
        assertThat(run.state()).isEqualTo(wanted);
    }

    private void openShort() {
        open.open(design(), null);
        run.scenarioProperty()
                .set(open.design().scenarios().stream()
                        .filter(s -> s.name().equals("Short"))
                        .findFirst());
        run.paceProperty().set(Pace.UNLIMITED);
    }

    @Test
    void runsADesignToAResultWithIntervalsAndABill() throws InterruptedException {
        openShort();
        run.toggle();
        assertThat(open.locked()).isTrue();
        runUntil(RunState.FINISHED);
        assertThat(open.locked()).isFalse();
        var outcome = run.outcomeProperty().get();
        assertThat(outcome).isNotNull();
        var cards = ResultsModel.of(outcome).stream().collect(Collectors.toMap(Headline::id, h -> h));
        assertThat(cards.get("p99").value()).endsWith(" ms");
        assertThat(cards.get("p99").bounded()).isTrue();
        assertThat(cards.get("throughput").point()).isBetween(4.5, 5.5);
        assertThat(cards.get("bill").value()).startsWith("$");
        assertThat(NodeRow.rows(outcome)).extracting(NodeRow::id).containsExactly("clients", "f");
    }

    @Test
    void givesTheSameCardsForTheSameSeed() throws InterruptedException {
        openShort();
        run.start();
        runUntil(RunState.FINISHED);
        var first = ResultsModel.of(
                java.util.Objects.requireNonNull(run.outcomeProperty().get()));
        run.start();
        runUntil(RunState.FINISHED);
        assertThat(ResultsModel.of(
                        java.util.Objects.requireNonNull(run.outcomeProperty().get())))
                .isEqualTo(first);
    }

    @Test
    void keepsWhatWasMeasuredWhenStopped() throws InterruptedException {
        openShort();
        run.paceProperty().set(new Pace(0.6));
        run.start();
        runUntil(RunState.WATCHING);
        measureSomething();
        // A run that is not paced may be over before anything of its course was taken.
        assertThat(run.courseProperty().get().points()).isNotEmpty();
        run.toggle();
        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        run.stop();
        runUntil(RunState.FINISHED);
        assertThat(java.util.Objects.requireNonNull(run.outcomeProperty().get())
                        .result()
                        .complete())
                .isFalse();
    }

    private void measureSomething() throws InterruptedException {
        for (int i = 0; i < 6000; i++) {
            run.frame();
            var now = run.snapshotProperty().get();
            if (now != null && now.requests().succeeded() > 10) return;
            Thread.sleep(10);
        }
        throw new AssertionError("Nothing was measured.");
    }

    @Test
    void doesNotRunAnEmptyDesignAndSaysWhatToDo() {
        run.start();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.remarkProperty().get()).contains("Place Clients");
    }

    @Test
    void saysWhatIsWrongWithAScenarioThatNamesNothing() {
        open.open(design(), null);
        run.scenarioProperty()
                .set(open.design().scenarios().stream()
                        .filter(s -> s.name().equals("Odd"))
                        .findFirst());
        run.start();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.remarkProperty().get()).contains("nobody");
        assertThat(open.locked()).isFalse();
    }

    @Test
    void forgetsAScenarioThatIsNoLongerInTheDesign() {
        openShort();
        open.edit(new Edit.SetScenarios(List.of()));
        assertThat(run.scenarioProperty().get()).isEmpty();
    }

    @Test
    void speaksOfSpeedInRealTime() {
        assertThat(new Pace(0).text()).isEqualTo("1 × real time");
        assertThat(Pace.UNLIMITED.text()).isEqualTo("as fast as it goes");
        assertThat(Pace.lasting(3_600_000_000_000L, 12).factor())
                .isCloseTo(300, org.assertj.core.api.Assertions.withinPercentage(3));
    }
}
