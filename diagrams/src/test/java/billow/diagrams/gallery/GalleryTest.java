package billow.diagrams.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.check.Checks;
import billow.model.check.Finding;
import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.DesignWriter;
import billow.model.file.Overrides;
import billow.model.file.Schema;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GalleryTest {
    private static final Vocabulary WORDS = Vocabulary.standard();
    private static final double CARD_WIDTH = 176;
    private static final double CARD_HEIGHT = 84;
    private static final double GAP = 40;

    static List<Gallery.Sample> samples() {
        return Gallery.samples();
    }

    @Test
    void theIndexNamesEverySampleThatIsThere() throws Exception {
        var folder = Path.of(
                        Gallery.class.getResource("/billow/samples/index.json").toURI())
                .getParent();
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".billow")))
                    .containsExactlyInAnyOrderElementsOf(
                            samples().stream().map(Gallery.Sample::fileName).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void standsInTheGalleryAsTheProgramWouldWriteIt(Gallery.Sample sample) throws Exception {
        assertThat(new DesignWriter(WORDS).text(read(sample))).isEqualTo(sample.text());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsToTheSchema(Gallery.Sample sample) {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new Schema(WORDS).text());

        assertThat(schema.validate(sample.text(), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(sample.text().replaceFirst("\\[\\d+, \\d+]", "\"left\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isSoundInEveryScenario(Gallery.Sample sample) throws Exception {
        var design = read(sample);
        assertThat(Checks.of(design)).noneMatch(f -> f.severity() != Finding.Severity.HINT);
        for (var scenario : design.scenarios())
            assertThat(Checks.of(new Overrides(WORDS).apply(design, scenario)))
                    .as(scenario.name())
                    .noneMatch(f -> f.severity() == Finding.Severity.ERROR);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void asksAQuestionAndHasScenariosWithNotes(Gallery.Sample sample) throws Exception {
        var design = read(sample);
        assertThat(design.notes()).anyMatch(n -> n.text().contains("?"));
        assertThat(design.scenarios())
                .hasSizeGreaterThan(2)
                .noneMatch(s -> s.note().isBlank());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsItsCardsOnTheGridAndApart(Gallery.Sample sample) throws Exception {
        var nodes = List.copyOf(read(sample).nodes().values());
        for (var a : nodes) {
            assertThat(a.at().x() % 20 + a.at().y() % 20).as(a.id()).isZero();
            for (var b : nodes)
                if (a != b)
                    assertThat(Math.abs(a.at().x() - b.at().x()) >= CARD_WIDTH + GAP
                                    || Math.abs(a.at().y() - b.at().y()) >= CARD_HEIGHT + GAP)
                            .as("%s and %s", a.id(), b.id())
                            .isTrue();
        }
    }

    private static Design read(Gallery.Sample sample) throws UnreadableDesign {
        var read = new DesignReader(WORDS).read(sample.fileName(), sample.text());
        assertThat(read.findings()).isEmpty();
        return read.design();
    }
}
