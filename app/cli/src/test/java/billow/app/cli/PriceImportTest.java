package billow.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import billow.pricing.book.PriceBook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceImportTest {
    private static final String LIST = """
            "FormatVersion","v1.0"
            "Publication Date","2026-11-01T00:00:00Z"
            "OfferCode","AWSQueueService"
            "SKU","TermType","StartingRange","EndingRange","Unit","PricePerUnit","Currency","usageType","operation","Region Code"
            "A","OnDemand","0","Inf","Requests","0.0000005","USD","EU-Requests-Tier1","","eu-west-1"
            "B","OnDemand","0","Inf","Requests","0.0000006","USD","USE2-Requests-FIFO-Tier1","","us-east-2"
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            new PrintStream(OutputStream.nullOutputStream()),
            false,
            new AtomicBoolean());

    @Test
    void tellsWhatAListChangesAndWritesFiguresOtherCommandsRead() throws IOException, Complaint {
        var list = Files.writeString(folder.resolve("list.csv"), LIST);
        var target = folder.resolve("prices.json");
        int code = new PriceImport(terminal, PriceBook.bundled()).run(List.of(list.toString()), target);

        assertThat(code).isEqualTo(ExitCodes.DONE);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("AWSQueueService of 2026-11-01T00:00:00Z: 1 added, 1 changed")
                .contains("sqs.standard in eu-west-1: $0.0000005, was $0.0000004 and lower")
                .contains("sqs.fifo in us-east-2: added, $0.0000006")
                .contains("2 figures written");
        var options = new PriceOptions();
        options.file = target.toString();
        var price =
                options.book().quote("sqs.standard", "eu-west-1").orElseThrow().price();
        assertThat(price.tiers().cost(new BigDecimal("2000000"))).isEqualByComparingTo("1");
    }

    @Test
    void billsByImportedFigures() throws Exception {
        var list = Files.writeString(folder.resolve("list.csv"), LIST).toString();
        var target = folder.resolve("prices.json").toString();
        var usage = Files.writeString(folder.resolve("usage.json"), """
                        {"billow-usage": 1, "region": "eu-west-1", "freeTier": false,
                         "usage": [{"meter": "sqs.standard", "quantity": 2000000}]}
                        """).toString();
        assertThat(Call.billow("prices", "import", list, "-o", target).exitCode())
                .isZero();
        assertThat(Call.billow("bill", usage).out()).contains("$0.80");
        assertThat(Call.billow("bill", usage, "--prices", target).out()).contains("$1.00");
        assertThat(Call.billow("bill", usage, "--json", "-").out()).contains("\"total\"");
        assertThat(Call.billow("bill", usage, "-").exitCode()).isEqualTo(ExitCodes.WRONG);
    }

    @Test
    void refusesWhatIsNoPriceListWithoutWriting() throws IOException {
        var list = Files.writeString(folder.resolve("list.csv"), "hello");
        var target = folder.resolve("prices.json");
        assertThatThrownBy(() -> new PriceImport(terminal, PriceBook.bundled()).run(List.of(list.toString()), target))
                .isInstanceOf(Complaint.class)
                .hasMessageStartingWith("list.csv — Expected");
        assertThatThrownBy(() -> new PriceImport(terminal, PriceBook.bundled()).run(List.of(), target))
                .hasMessage("import — Expected price list files, received none.");
        assertThat(target).doesNotExist();
    }
}
