package billow.test.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import billow.diagrams.gallery.Gallery;
import billow.model.design.Design;
import billow.model.fault.Fault;
import billow.model.file.DesignReader;
import billow.model.file.Vocabulary;
import billow.simulator.kernel.Checks;
import billow.simulator.run.Blueprint;
import billow.simulator.run.Progress;
import billow.simulator.run.RunResult;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Nothing appears from nowhere and nothing is lost: in designs made at random and in all samples, under full
/// self-checks.
class ConservationTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int DESIGNS = 500;
    private static final int MANY_DESIGNS = 10_000;

    @Test
    void everyCallAndEveryMessageIsAccountedForInFiveHundredRandomDesigns() {
        assertThat(requests(0, DESIGNS)).isGreaterThan(DESIGNS * 100L);
    }

    @Test
    @Tag("slow")
    void everyCallAndEveryMessageIsAccountedForInTenThousandRandomDesigns() {
        assertThat(requests(DESIGNS, MANY_DESIGNS)).isGreaterThan(MANY_DESIGNS * 100L);
    }

    @TestFactory
    Stream<DynamicTest> everyCallAndEveryMessageOfASampleIsAccountedFor() {
        return Gallery.samples().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    var design = new DesignReader(Vocabulary.standard())
                            .read(sample.fileName(), sample.text())
                            .design();
                    var result = run(
                            design, RunSettings.DEFAULT.lasting(120 * SECOND).warmingUp(10 * SECOND), sample.name());
                    Conservation.check(result, sample.name());
                    assertThat(result.requests().offered()).isPositive();
                }));
    }

    @Test
    void nothingIsLostWhenThingsBreak() {
        int broken = 0;
        for (int seed = 0; seed < DESIGNS; seed++) {
            var design = new RandomDesigns(seed).next();
            var faults = new RandomFaults(seed, design).next();
            var settings = RunSettings.DEFAULT.lasting(30 * SECOND).warmingUp(seed % 3 * 5 * SECOND);
            var name = "design " + seed + " with " + faults;
            Conservation.check(run(design, settings.seeded(seed), faults, name), name);
            broken += faults.size();
        }
        assertThat(broken).isGreaterThan(DESIGNS);
    }

    private static long requests(int first, int end) {
        long requests = 0;
        for (int seed = first; seed < end; seed++) {
            var settings = RunSettings.DEFAULT.lasting(30 * SECOND).warmingUp(seed % 3 * 5 * SECOND);
            var name = "design " + seed;
            var result = run(new RandomDesigns(seed).next(), settings.seeded(seed), name);
            Conservation.check(result, name);
            requests += result.requests().offered();
        }
        return requests;
    }

    private static RunResult run(Design design, RunSettings settings, String name) {
        return run(design, settings, List.of(), name);
    }

    private static RunResult run(Design design, RunSettings settings, List<Fault> faults, String name) {
        try {
            return Simulation.run(
                            Blueprint.of(design, TraceSource.NONE, faults),
                            settings.replicated(1).checked(Checks.FULL),
                            Progress.SILENT)
                    .orElseThrow();
        } catch (RuntimeException e) {
            throw new AssertionError(name + " fails: " + e.getMessage(), e);
        }
    }
}
