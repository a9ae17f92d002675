package billow.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every rule of [ArchitectureRules] reports the one class made to break it, and nothing else beside it.
class RulesHaveTeethTest {

    private static final String FIXTURES = "billow.test.fixtures.";

    @Test
    void directionRuleReportsPricingThatSeesTheSimulator() {
        assertThat(violations(ArchitectureRules.moduleDirections(FIXTURES + "direction"), "direction"))
                .singleElement()
                .asString()
                .contains("direction.pricing.SeesEvents", "direction.simulator.Engine");
    }

    @Test
    void directionRuleReportsAModelThatSeesTheApplication() {
        assertThat(violations(ArchitectureRules.moduleDirections(FIXTURES + "upward"), "upward"))
                .singleElement()
                .asString()
                .contains("upward.model.SeesStudy", "upward.app.study.Study");
    }

    @Test
    void javafxRuleReportsTheCommandLine() {
        assertThat(violations(ArchitectureRules.javafxOnlyInDesktop(FIXTURES + "javafx"), "javafx"))
                .singleElement()
                .asString()
                .contains("javafx.app.cli.KnowsPoints");
    }

    @Test
    void consoleRuleReportsAStudyThatPrints() {
        assertThat(violations(ArchitectureRules.consoleOnlyInCommandLine(FIXTURES + "console"), "console"))
                .singleElement()
                .asString()
                .contains("console.app.study.Prints", "System.out");
    }

    @Test
    void kernelRuleReportsAKernelThatKnowsABehaviour() {
        assertThat(violations(ArchitectureRules.kernelStandsAlone(FIXTURES + "kernel"), "kernel"))
                .singleElement()
                .asString()
                .contains("kernel.simulator.kernel.KnowsPool", "kernel.simulator.behaviour.Pool");
    }

    @Test
    void cycleRuleReportsTwoPackagesThatNeedEachOther() {
        assertThat(violations(ArchitectureRules.noCyclesBelow(FIXTURES + "cycle"), "cycle"))
                .singleElement()
                .asString()
                .contains("cycle.here.Here", "cycle.there.There");
    }

    @Test
    void staticRuleReportsACounterAndASharedArrayButNoConstant() {
        assertThat(violations(ArchitectureRules.nothingStaticAndChangeable(FIXTURES + "statics"), "statics"))
                .hasSize(3)
                .anyMatch(line -> line.contains("SharesState.counted"))
                .anyMatch(line -> line.contains("SharesState.TABLE"))
                .anyMatch(line -> line.contains("SharesState.TOTAL"));
    }

    @Test
    void nameRuleReportsAHelperAndItsLikes() {
        assertThat(violations(ArchitectureRules.subjectsNotDrawers(FIXTURES + "names"), "names"))
                .hasSize(4)
                .anyMatch(line -> line.contains("names.RequestHelper"))
                .anyMatch(line -> line.contains("names.RequestUtils"))
                .anyMatch(line -> line.contains("names.RequestManager"))
                .anyMatch(line -> line.contains("names.RequestImpl"));
    }

    @Test
    void arithmeticRuleReportsALogarithmButNoSquareRoot() {
        assertThat(violations(ArchitectureRules.reproducibleArithmetic(FIXTURES + "arithmetic"), "arithmetic"))
                .singleElement()
                .asString()
                .contains("arithmetic.simulator.Logarithm", "Math.log(double)");
    }

    @Test
    void nullRuleReportsAnUnmarkedPackage() {
        assertThat(violations(ArchitectureRules.nullMarked(FIXTURES + "nulls"), "nulls"))
                .singleElement()
                .asString()
                .contains("nulls.unmarked.Unmarked");
    }

    private static List<String> violations(ArchRule rule, String fixture) {
        return rule.evaluate(new ClassFileImporter().importPackages(FIXTURES + fixture))
                .getFailureReport()
                .getDetails();
    }
}
