package billow.app.desktop.document;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.design.Design;
import billow.model.design.Scenario;
import billow.model.file.DesignReader;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    private final OpenDesign open = new OpenDesign();
    private final Scenarios scenarios = new Scenarios(open);

    @BeforeEach
    void draw() throws UnreadableDesign {
        open.open(drawn(), null);
    }

    private static Design drawn() throws UnreadableDesign {
        return new DesignReader(Vocabulary.standard()).read("x", """
                        {"billow": 1, "nodes": [{"id": "work", "kind": "aws.lambda.function"}]}""").design();
    }

    @Test
    void givesEachScenarioANameOfItsOwn() {
        scenarios.add("Scenario");
        scenarios.add("Scenario");
        assertThat(scenarios.all()).extracting(Scenario::name).containsExactly("Scenario", "Scenario 2");
        scenarios.remove(0);
        assertThat(scenarios.all()).extracting(Scenario::name).containsExactly("Scenario 2");
        open.undo();
        assertThat(scenarios.all()).hasSize(2);
    }

    @Test
    void putsAFaultIntoTheChosenScenarioOrOneForThePurpose() {
        var fault = Scenarios.faults(open.design(), Optional.empty(), "work").getFirst();
        assertThat(fault).isEqualTo("kill work at 15 min for 5 min");
        var made = scenarios.breaking(Optional.empty(), fault);
        assertThat(made.name()).isEqualTo("Something breaks");
        assertThat(scenarios
                        .breaking(Optional.empty(), "slow work by 3x at 1 min")
                        .faults())
                .containsExactly(fault, "slow work by 3x at 1 min");
        var mine = scenarios.add("Mine");
        assertThat(scenarios.breaking(Optional.of(mine), fault).name()).isEqualTo("Mine");
        assertThat(scenarios.all()).hasSize(2);
    }

    @Test
    void offersFaultsInTheCourseOfTheScenario() {
        var brief = Scenarios.lasting(scenarios.add("Brief"), 60_000_000_000L);
        assertThat(Scenarios.faults(open.design(), Optional.of(brief), "work")).contains("kill work at 15 s for 5 s");
    }

    @Test
    void readsAndShowsChangesAsOnTheCommandLine() {
        var change = Scenarios.change("work.memorySize = 1 GB");
        assertThat(change.target()).isEqualTo("work.memorySize");
        assertThat(Scenarios.text(change)).isEqualTo("work.memorySize = 1 GB");
        assertThat(Scenarios.change("work.reservedConcurrentExecutions=5")
                        .value()
                        .isInt())
                .isTrue();
        assertThat(scenarios.complaintOfChange("work.memorySize = 1 GB")).isEmpty();
        assertThat(scenarios.complaintOfChange("work.memorySize = 64 MB"))
                .hasValueSatisfying(complaint -> assertThat(complaint).contains("128"));
        assertThat(scenarios.complaintOfFault("kill nobody at 1 min for 1 min")).isPresent();
    }

    @Test
    void keepsWhatItDoesNotChange() {
        scenarios.add("One");
        scenarios.change(0, s -> Scenarios.noted(Scenarios.lasting(s, 5_000_000_000L), "why"));
        scenarios.change(0, s -> Scenarios.changing(s, List.of(Scenarios.change("work.timeout = 9 s"))));
        scenarios.change(0, s -> Scenarios.named(s, "Two"));
        var now = scenarios.all().getFirst();
        assertThat(now.name()).isEqualTo("Two");
        assertThat(now.note()).isEqualTo("why");
        assertThat(now.durationNanos()).isEqualTo(5_000_000_000L);
        assertThat(now.changes()).hasSize(1);
    }
}
