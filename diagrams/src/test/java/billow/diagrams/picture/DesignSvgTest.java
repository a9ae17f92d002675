package billow.diagrams.picture;

import static org.assertj.core.api.Assertions.assertThat;

import billow.diagrams.gallery.Gallery;
import billow.diagrams.glyph.Glyphs;
import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.Vocabulary;
import billow.model.service.Catalogue;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class DesignSvgTest {
    static List<Gallery.Sample> samples() {
        return Gallery.samples();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void drawsEveryNodeAndEveryPairOnce(Gallery.Sample sample) throws Exception {
        var design =
                new DesignReader(Vocabulary.standard()).read("x", sample.text()).design();

        var picture = parse(DesignSvg.of(design, Map.of()));

        var pairs =
                design.links().stream().map(l -> l.from() + l.to()).distinct().count();
        assertThat(picture.getElementsByTagName("g").getLength())
                .isEqualTo(design.nodes().size());
        assertThat(count(picture, "wire")).isEqualTo(pairs);
        assertThat(count(picture, "glyph")).isEqualTo(design.nodes().size());
    }

    @Test
    void escapesWhatThePictureShows() throws Exception {
        var design = new DesignReader(Vocabulary.standard())
                .read(
                        "x",
                        "{\"billow\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"aws.sqs.queue\", \"label\": \"<b>&\\\"\"}]}")
                .design();

        var picture = parse(DesignSvg.of(design, Map.of("a", List.of("<1 /s>"))));

        assertThat(picture.getDocumentElement().getTextContent()).contains("<b>&\"", "<1 /s>");
    }

    @Test
    void drawsNothingOfAnEmptyDesign() throws Exception {
        assertThat(parse(DesignSvg.of(Design.EMPTY, Map.of()))
                        .getElementsByTagName("g")
                        .getLength())
                .isZero();
    }

    @Test
    void everyKindHasAGlyphOfItsOwn() {
        assertThat(Catalogue.kinds()).allMatch(Glyphs::has);
        assertThat(Catalogue.kinds().stream().map(Glyphs::of)).doesNotHaveDuplicates();
    }

    private static long count(Document picture, String style) {
        var paths = picture.getElementsByTagName("path");
        long count = 0;
        for (int i = 0; i < paths.getLength(); i++)
            if (List.of(paths.item(i)
                            .getAttributes()
                            .getNamedItem("class")
                            .getNodeValue()
                            .split(" "))
                    .contains(style)) count++;
        return count;
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
