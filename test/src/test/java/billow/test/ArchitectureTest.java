package billow.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The product keeps the rules of [ArchitectureRules]. That each rule can fail is shown by [RulesHaveTeethTest].
class ArchitectureTest {

    private static final String ROOT = Production.ROOT_PACKAGE;

    private static final List<String> MODULES =
            List.of("billow.model", "billow.simulator", "billow.pricing", "billow.app.cli");

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = Production.classes();
    }

    /// A rule over no classes is always kept, so a module that is not on the class path would pass unread.
    @Test
    void everyModuleIsSeen() {
        assertThat(MODULES.stream()
                        .filter(module -> classes.stream()
                                .anyMatch(type -> (type.getPackageName() + ".").startsWith(module + "."))))
                .containsExactlyElementsOf(MODULES);
    }

    @Test
    void modulesUseEachOtherInOneDirection() {
        ArchitectureRules.moduleDirections(ROOT).check(classes);
    }

    @Test
    void onlyTheDesktopKnowsJavaFx() {
        ArchitectureRules.javafxOnlyInDesktop(ROOT).check(classes);
    }

    @Test
    void onlyTheCommandLineWritesToTheConsole() {
        ArchitectureRules.consoleOnlyInCommandLine(ROOT).check(classes);
    }

    @Test
    void theKernelKnowsNothingButItself() {
        ArchitectureRules.kernelStandsAlone(ROOT).check(classes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "billow",
                "billow.model",
                "billow.simulator",
                "billow.pricing",
                "billow.diagrams",
                "billow.app",
                "billow.app.study",
                "billow.app.cli",
                "billow.app.desktop"
            })
    void packagesFormNoCycle(String parent) {
        ArchitectureRules.noCyclesBelow(parent).check(classes);
    }

    @Test
    void theSimulatorHasNothingStaticThatChanges() {
        ArchitectureRules.nothingStaticAndChangeable(ROOT).check(classes);
    }

    @Test
    void classesAreNamedByTheirSubject() {
        ArchitectureRules.subjectsNotDrawers(ROOT).check(classes);
    }

    @Test
    void theSimulatorCalculatesTheSameOnEveryMachine() {
        ArchitectureRules.reproducibleArithmetic(ROOT).check(classes);
    }

    @Test
    void everyPackageIsNullMarked() {
        ArchitectureRules.nullMarked(ROOT).check(classes);
    }
}
