package billow.test.golden;

import static org.assertj.core.api.Assertions.assertThat;

import billow.app.study.Study;
import billow.model.check.Checks;
import billow.model.check.Finding;
import billow.model.service.Catalogue;
import billow.pricing.BillingSettings;
import billow.pricing.FreeTier;
import billow.simulator.run.Progress;
import billow.simulator.run.RunSettings;
import billow.simulator.run.TraceSource;
import billow.test.kinds.Conservation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each kind's golden design gives the same run and the same bill as ever, to the bit. After a change that is meant to
/// change them, `mvn -pl test -am test -Dtest=GoldenTest -Dbillow.golden.rewrite=true` writes what comes out now; the
/// difference under version control shows what the change did.
class GoldenTest {
    private static final long SECOND = 1_000_000_000L;
    private static final RunSettings SETTINGS = RunSettings.DEFAULT
            .lasting(300 * SECOND)
            .warmingUp(0L)
            .replicated(1)
            .seeded(7)
            .checked(billow.simulator.kernel.Checks.FULL);
    private static final boolean REWRITE = Boolean.getBoolean("billow.golden.rewrite") && System.getenv("CI") == null;

    @TestFactory
    Stream<DynamicTest> everyGoldenDesignRunsAndIsBilledAsEver() {
        return goldens().map(g -> DynamicTest.dynamicTest(g.kind(), () -> runsAsEver(g)));
    }

    @TestFactory
    Stream<DynamicTest> noGoldenDesignHasErrors() {
        return goldens()
                .map(g -> DynamicTest.dynamicTest(g.kind(), () -> {
                    var read = g.read();
                    assertThat(read.findings()).as("remarks on reading").isEmpty();
                    assertThat(Checks.of(read.design()))
                            .filteredOn(f -> f.severity() == Finding.Severity.ERROR)
                            .isEmpty();
                    assertThat(read.design().nodes().values())
                            .as("a node of the kind")
                            .anyMatch(n -> n.kind().id().equals(g.kind()));
                }));
    }

    @Test
    void anotherSeedIsNotTheSameToTheBit() throws Exception {
        var golden = GoldenDesign.of("aws.lambda.function");
        assertThat(Fingerprint.text(run(golden, SETTINGS.seeded(8)), golden.kind()))
                .isNotEqualTo(Files.readString(golden.expected()));
    }

    private static Stream<GoldenDesign> goldens() {
        return Catalogue.kinds().stream().map(k -> GoldenDesign.of(k.id())).filter(GoldenDesign::exists);
    }

    private static void runsAsEver(GoldenDesign golden) throws Exception {
        var result = run(golden, SETTINGS);
        Conservation.check(result.run(), golden.kind());
        var text = Fingerprint.text(result, golden.kind());
        if (REWRITE) write(golden, text);
        assertThat(golden.expected())
                .as("written by -Dbillow.golden.rewrite=true")
                .isRegularFile();
        assertThat(text).isEqualTo(Files.readString(golden.expected()));
    }

    private static void write(GoldenDesign golden, String text) throws IOException {
        Files.writeString(golden.expected(), text);
    }

    private static Study.Result run(GoldenDesign golden, RunSettings settings) throws Exception {
        var billing = BillingSettings.STANDARD.with(FreeTier.NONE);
        return new Study(golden.design(), "", TraceSource.NONE, settings, 0, billing, List.of())
                .execute(Progress.SILENT)
                .orElseThrow();
    }
}
