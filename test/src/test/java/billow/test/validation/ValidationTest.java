package billow.test.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every comparison of the validation page holds.
class ValidationTest {
    @TestFactory
    Stream<DynamicContainer> comparisons() {
        return Validation.chapters().entrySet().stream()
                .map(chapter -> DynamicContainer.dynamicContainer(
                        chapter.getKey(), chapter.getValue().stream().map(ValidationTest::test)));
    }

    private static DynamicTest test(Comparison comparison) {
        return DynamicTest.dynamicTest(comparison.id() + " " + comparison.what(), () -> {
            var measured = comparison.measured().get();
            assertThat(comparison.tolerance().accepts(comparison.expected(), measured))
                    .as(
                            "expected %s %s, simulated %s",
                            comparison.expected(), comparison.tolerance().words(), measured)
                    .isTrue();
        });
    }
}
