package billow.test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;

/// The rules of the house about compiled classes. Each takes the root package, so that the same rule can be shown a
/// small tree of classes that break it.
final class ArchitectureRules {

    private static final List<Class<?>> CHANGEABLE =
            List.of(AbstractCollection.class, AbstractMap.class, Random.class, Appendable.class, ThreadLocal.class);

    private ArchitectureRules() {}

    /// Which module may use which.
    static ArchRule moduleDirections(String root) {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("model")
                .definedBy(root + ".model..")
                .layer("simulator")
                .definedBy(root + ".simulator..")
                .layer("pricing")
                .definedBy(root + ".pricing..")
                .layer("diagrams")
                .definedBy(root + ".diagrams..")
                .layer("study")
                .definedBy(root + ".app.study..")
                .layer("cli")
                .definedBy(root + ".app.cli..")
                .layer("desktop")
                .definedBy(root + ".app.desktop..")
                .whereLayer("model")
                .mayNotAccessAnyLayer()
                .whereLayer("simulator")
                .mayOnlyAccessLayers("model")
                .whereLayer("pricing")
                .mayOnlyAccessLayers("model")
                .whereLayer("diagrams")
                .mayOnlyAccessLayers("model")
                .whereLayer("study")
                .mayOnlyAccessLayers("model", "simulator", "pricing", "diagrams")
                .whereLayer("cli")
                .mayOnlyAccessLayers("model", "simulator", "pricing", "diagrams", "study")
                .because("the simulator never sees money, pricing never sees an event, and neither knows a notation: "
                        + "they meet in types of the model");
    }

    static ArchRule javafxOnlyInDesktop(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".app.desktop..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javafx..")
                .because("everything below the window runs, and is tested, without one");
    }

    static ArchRule consoleOnlyInCommandLine(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".app.cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .because("`--json -` promises JSON alone on standard output, so one package decides what is printed");
    }

    static ArchRule kernelStandsAlone(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".simulator.kernel..")
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..")
                        .and(DescribedPredicate.not(resideInAPackage(root + ".simulator.kernel.."))))
                .because("time and events are the same for every service; a kernel that knows one is edited for each");
    }

    /// @param parent the package whose sub-packages must not depend on each other in a circle
    static ArchRule noCyclesBelow(String parent) {
        return slices().matching(parent + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .because("packages in a circle can only be understood, tested and changed together");
    }

    static ArchRule nothingStaticAndChangeable(String root) {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + ".simulator..")
                .and()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should(beConstants())
                .allowEmptyShould(true)
                .because("replications run side by side, one kernel per thread, and must not meet");
    }

    static ArchRule subjectsNotDrawers(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveNameMatching(".*(Utils?|Manager|Helpers?|Impl)(\\$.*)?")
                .because("such a name says that nobody knew what the class is; it is named by its subject");
    }

    static ArchRule reproducibleArithmetic(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".simulator..")
                .should()
                .callMethodWhere(target(owner(describe("Math", (JavaClass type) -> type.isEquivalentTo(Math.class))))
                        .and(target(nameMatching(
                                "a?sin|a?cos|a?tan|atan2|sinh|cosh|tanh|exp|expm1|log|log10|log1p|pow|cbrt|hypot"))))
                .because(
                        "Math may round these differently on another machine; StrictMath gives the same bits everywhere");
    }

    static ArchRule nullMarked(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(new ArchCondition<>("be in a package that is @NullMarked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " is in a package without @NullMarked"));
                        }
                    }
                })
                .because("null is checked by the compiler only where the package asks for it");
    }

    private static ArchCondition<JavaField> beConstants() {
        return new ArchCondition<>("be final and of a type whose content cannot change") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                if (!field.getModifiers().contains(JavaModifier.FINAL)) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is static but not final"));
                } else if (isChangeable(field)) {
                    events.add(SimpleConditionEvent.violated(
                            field, field.getFullName() + " is static and its content can change"));
                }
            }
        };
    }

    /// Private arrays count as tables that their class only reads.
    private static boolean isChangeable(JavaField field) {
        JavaClass type = field.getRawType();
        if (type.isArray()) {
            return !field.getModifiers().contains(JavaModifier.PRIVATE);
        }
        return type.getPackageName().equals("java.util.concurrent.atomic")
                || CHANGEABLE.stream().anyMatch(type::isAssignableTo);
    }
}
