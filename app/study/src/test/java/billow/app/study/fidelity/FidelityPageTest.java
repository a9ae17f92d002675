package billow.app.study.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FidelityPageTest {
    private static final String PAGE = """
            # Queues: what is *modelled*

            State of `2026`. See the
            [guide](guide.md).

            ## Modelled

            | what | how |
            |---|---:|
            | Order | first in, `first` out |
            | Bill |

            - one
            """;

    @Test
    void readsTitleHeadingsParagraphsListsAndTablesWithoutTheirSigns() {
        var page = FidelityPage.parse("queues.md", PAGE);
        assertThat(page.title()).isEqualTo("Queues: what is modelled");
        assertThat(page.blocks())
                .containsExactly(
                        new Block.Paragraph("State of 2026. See the guide."),
                        new Block.Heading("Modelled"),
                        new Block.Table(
                                List.of("what", "how"),
                                List.of(List.of("Order", "first in, first out"), List.of("Bill", ""))),
                        new Block.Paragraph("• one"));
    }

    @Test
    void wrapsForATerminal() {
        var text = FidelityText.of(FidelityPage.parse("queues.md", PAGE + "\n" + "word ".repeat(60)));
        assertThat(text).contains("  Order: first in, first out\n", "Modelled\n--------\n");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void shipsWithTheProduct() {
        assertThat(FidelityPage.of("aws.sqs.queue").orElseThrow().title()).startsWith("SQS");
        assertThat(FidelityPage.of("aws.nothing.there")).isEmpty();
    }
}
