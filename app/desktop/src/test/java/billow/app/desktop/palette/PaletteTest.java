package billow.app.desktop.palette;

import static org.assertj.core.api.Assertions.assertThat;

import billow.diagrams.glyph.Glyphs;
import billow.model.kind.Category;
import billow.model.kind.NodeKind;
import billow.model.service.Catalogue;
import org.junit.jupiter.api.Test;

class PaletteTest {
    private final PaletteModel palette = new PaletteModel(Catalogue.kinds());

    @Test
    void showsEveryServiceOnceWhenNothingIsTyped() {
        assertThat(palette.groups().getValue().stream().flatMap(g -> g.kinds().stream()))
                .containsExactlyInAnyOrderElementsOf(Catalogue.kinds());
    }

    @Test
    void findsServicesByNameFamilyAndSummary() {
        palette.searchProperty().set("dynamo");
        assertThat(palette.first()).map(NodeKind::id).contains("aws.dynamodb.table");
        palette.searchProperty().set("MESSAGING queue");
        assertThat(palette.first()).map(NodeKind::id).contains("aws.sqs.queue");
        palette.searchProperty().set("lambda");
        assertThat(palette.first()).map(NodeKind::id).contains("aws.lambda.function");
        palette.searchProperty().set("mainframe");
        assertThat(palette.groups().getValue()).isEmpty();
    }

    @Test
    void foldsAFamilyUntilSomethingIsSearchedFor() {
        palette.toggle(Category.MESSAGING);
        assertThat(palette.isFolded(Category.MESSAGING)).isTrue();
        assertThat(palette.isFolded(Category.DATA)).isFalse();
        palette.searchProperty().set("queue");
        assertThat(palette.isFolded(Category.MESSAGING)).isFalse();
        palette.searchProperty().set("");
        palette.toggle(Category.MESSAGING);
        assertThat(palette.isFolded(Category.MESSAGING)).isFalse();
    }

    @Test
    void hasAGlyphForEveryService() {
        assertThat(Catalogue.kinds()).allSatisfy(k -> assertThat(Glyphs.of(k)).startsWith("M"));
    }
}
