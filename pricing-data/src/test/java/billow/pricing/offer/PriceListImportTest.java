package billow.pricing.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import billow.pricing.Shared;
import billow.pricing.UsageException;
import billow.pricing.book.PriceBook;
import billow.pricing.book.PriceOverlay;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceListImportTest {
    private static final PriceBook BOOK = PriceBook.bundled();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWSLambda.us-east-1.slice.json",
                "AmazonDynamoDB.us-east-1.slice.json",
                "AWSQueueService.us-east-1.slice.json",
                "AWSEvents.us-east-1.slice.json"
            })
    void readsTheProvidersFilesToTheFiguresOfTheBook(String name) throws IOException {
        var report = PriceListImport.read(Shared.file("pricing/offers/" + name), BOOK, Progress.NONE);
        assertThat(report.problems()).isEmpty();
        assertThat(report.changes()).isNotEmpty();
        for (var change : report.changes()) {
            var known = BOOK.prices(change.after().meter()).get("us-east-1");
            assertThat(known).as(change.text()).isNotNull();
            assertThat(change.after().tiers()).isEqualTo(known.tiers());
            assertThat(change.kind()).isEqualTo(Change.Kind.CONFIRMED);
        }
    }

    @Test
    void takesAllTiersOfAFileAndLeavesAllowancesApart() throws IOException {
        var report = PriceListImport.read(
                Shared.file("pricing/offers/AWSQueueService.us-east-1.slice.json"), BOOK, Progress.NONE);
        assertThat(report.publicationDate()).isEqualTo("2025-08-28T20:07:13Z");
        assertThat(report.allowances()).isEqualTo(1);
        assertThat(report.changes())
                .extracting(change -> change.after().meter())
                .containsExactly("sqs.standard", "sqs.fifo");
        assertThat(report.changes().getFirst().after().tiers().tiers()).hasSize(3);
    }

    @Test
    void readsTheProvidersCsvAndDoesNotTakeWhatIsOlder() throws IOException {
        var report = PriceListImport.read(
                Shared.file("pricing/offers/AmazonS3.eu-west-1.2018-04-04.csv"), BOOK, Progress.NONE);
        assertThat(report.problems()).isEmpty();
        assertThat(report.publicationDate()).isEqualTo("2018-04-04T16:53:11Z");
        var storage = report.changes().stream()
                .filter(change -> change.after().meter().equals("s3.standard_storage"))
                .findFirst()
                .orElseThrow();
        assertThat(storage.kind()).isEqualTo(Change.Kind.OLDER);
        assertThat(storage.after().area()).isEqualTo("eu-west-1");
        assertThat(storage.after().tiers().tiers()).hasSize(3);
        assertThat(report.prices()).noneMatch(price -> price.meter().equals("s3.standard_storage"));
    }

    @Test
    void choosesTheProductThatNamesItsRegionOfTwoForTheSameMeter() throws IOException {
        var file = json(
                "AmazonCloudWatch",
                "2026-11-01T00:00:00Z",
                List.of(
                        new Entry("OLD", "DataProcessing-Bytes", "0.9", "0", "Inf"),
                        new Entry("NEW", "USE1-DataProcessing-Bytes", "0.55", "0", "Inf")));
        var change = PriceListImport.read(file, BOOK, Progress.NONE).changes().getFirst();
        assertThat(change.kind()).isEqualTo(Change.Kind.CHANGED);
        assertThat(change.text()).isEqualTo("cloudwatch.logs_ingest_standard in us-east-1: $0.55, was $0.5");
    }

    @Test
    void isNotMisledByUsageTypesThatOnlyLookAlike() throws IOException {
        var file = json(
                "AmazonDynamoDB",
                "2026-11-01T00:00:00Z",
                List.of(
                        new Entry("A", "Files-WriteRequestUnits", "9.99", "0", "Inf"),
                        new Entry("B", "Global-WriteRequestUnits", "9.99", "0", "Inf"),
                        new Entry("C", "ReplWriteRequestUnits", "0.000001", "0", "Inf"),
                        new Entry("D", "USE1-IA-WriteRequestUnits", "0.000002", "0", "Inf"),
                        new Entry("E", "WriteRequestUnits", "0.000003", "0", "Inf")));
        var report = PriceListImport.read(file, BOOK, Progress.NONE);
        assertThat(report.changes())
                .extracting(change -> change.after().meter() + " "
                        + change.after().tiers().tiers().getFirst().unitPrice().toPlainString())
                .containsExactlyInAnyOrder(
                        "dynamodb.replicated_write 0.000001",
                        "dynamodb.ondemand_write_IA 0.000002",
                        "dynamodb.ondemand_write 0.000003");
        assertThat(report.ignored()).isEqualTo(1);
        assertThat(report.allowances()).isEqualTo(1);
    }

    @Test
    void refusesTiersWithAGapAndDisputedProducts() throws IOException {
        var gap = json(
                "AWSQueueService",
                "2026-11-01T00:00:00Z",
                List.of(
                        new Entry("A", "Requests-RBP", "0.4", "0", "100"),
                        new Entry("A", "Requests-RBP", "0.3", "150", "Inf")));
        assertThat(PriceListImport.read(gap, BOOK, Progress.NONE).problems())
                .extracting(problem -> problem.text())
                .containsExactly("sqs.standard in us-east-1 — Expected a tier from 100, received one from 150.");
        var twice = json(
                "AWSQueueService",
                "2026-11-01T00:00:00Z",
                List.of(
                        new Entry("A", "Requests-RBP", "0.4", "0", "Inf"),
                        new Entry("B", "Requests-RBP", "0.5", "0", "Inf")));
        assertThat(PriceListImport.read(twice, BOOK, Progress.NONE).problems())
                .extracting(problem -> problem.text())
                .containsExactly(
                        "sqs.standard in us-east-1 — Expected one price, received two products with different ones.");
    }

    @Test
    void convertsGigabyteHours() throws IOException {
        var file = folder.resolve("states.csv");
        Files.writeString(file, """
                "FormatVersion","v1.0"
                "Publication Date","2026-11-01T00:00:00Z"
                "OfferCode","AmazonStates"
                "SKU","OfferTermCode","RateCode","TermType","PriceDescription","StartingRange","EndingRange","Unit","PricePerUnit","Currency","Location","usageType","operation","Region Code"
                "X","JRTCKXETXF","X.1","OnDemand","first, ""quoted"" tier","0","1000","GB-Hours","0.0600120000","USD","US East (N. Virginia)","USE1-StepFunctions-GB-Second","","us-east-1"
                "X","JRTCKXETXF","X.2","OnDemand","a
                second line","1000","Inf","GB-Hours","0.0299880000","USD","US East (N. Virginia)","USE1-StepFunctions-GB-Second","","us-east-1"
                "X","RES","X.3","Reserved","no","0","Inf","GB-Hours","0.01","USD","US East (N. Virginia)","USE1-StepFunctions-GB-Second","","us-east-1"
                """);
        var tiers = PriceListImport.read(file, BOOK, Progress.NONE)
                .changes()
                .getFirst()
                .after()
                .tiers()
                .tiers();
        assertThat(tiers).hasSize(2);
        assertThat(tiers.get(0).unitPrice()).isEqualByComparingTo("0.00001667");
        assertThat(tiers.get(1).from()).isEqualByComparingTo("3600000");
        assertThat(tiers.get(1).unitPrice()).isEqualByComparingTo("0.00000833");
    }

    @Test
    void readsTermsThatComeBeforeTheProducts() throws IOException {
        var usual = Files.readString(json(
                "AWSQueueService", "2026-11-01T00:00:00Z", List.of(new Entry("A", "Requests-RBP", "0.5", "0", "Inf"))));
        int products = usual.indexOf("\"products\"");
        int terms = usual.indexOf("\"terms\"");
        var turned = usual.substring(0, products)
                + usual.substring(terms, usual.lastIndexOf('}'))
                + ","
                + usual.substring(products, terms).replaceAll(",\\s*$", "")
                + "}";
        var file = folder.resolve("turned.json");
        Files.writeString(file, turned);
        assertThat(PriceListImport.read(file, BOOK, Progress.NONE).changes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "{}",
                "{\"offerCode\": \"AmazonChess\", \"products\": {}}",
                "{\"offerCode\": \"AWSLambda\", \"products\": {\"A\"",
                "\"SKU\",\"a\",\"b\",\"c\",\"d\",\"e\"\n",
                "\"never closed"
            })
    void tellsInOneMessageWhatIsNoPriceList(String text) throws IOException {
        var file = folder.resolve("list");
        Files.writeString(file, text);
        assertThatThrownBy(() -> PriceListImport.read(file, BOOK, Progress.NONE))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("list — Expected")
                .hasMessageNotContaining("Exception");
    }

    @Property(tries = 200)
    void answersAnyBytesWithAReportOrAMessage(@ForAll byte[] bytes, @ForAll("openings") String opening)
            throws IOException {
        var file = Files.createTempFile("list", "");
        try {
            var text = opening.getBytes(StandardCharsets.UTF_8);
            var whole = Arrays.copyOf(text, text.length + bytes.length);
            System.arraycopy(bytes, 0, whole, text.length, bytes.length);
            Files.write(file, whole);
            PriceListImport.read(file, BOOK, Progress.NONE);
        } catch (UsageException refused) {
            assertThat(refused.problems()).hasSize(1);
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<String> openings() {
        return Arbitraries.of(
                "",
                "{",
                "{\"offerCode\": \"AWSLambda\", \"products\": {\"A\": {\"attributes\": {\"usagetype\": \"Request\", \"regionCode\": \"us-east-1\"}}}, \"terms\": {\"OnDemand\": {\"A\": {\"t\": {\"priceDimensions\": {\"r\": {\"beginRange\": ",
                "\"OfferCode\",\"AWSLambda\"\nSKU,usageType,PricePerUnit,StartingRange,EndingRange,Region Code\nA,Request,");
    }

    @Test
    void readsALargeFileInBoundedMemoryAndReportsProgress() throws IOException {
        var file = folder.resolve("large.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("\"OfferCode\",\"AmazonEC2\"\n\"Publication Date\",\"2026-11-01T00:00:00Z\"\n");
            out.write(
                    "SKU,TermType,StartingRange,EndingRange,Unit,PricePerUnit,Currency,Region Code,usageType,operation,Description\n");
            var filler = "x".repeat(400);
            for (int i = 0; i < 100_000; i++)
                out.write("S" + i + ",OnDemand,0,Inf,Hrs,1.0,USD,us-east-1,BoxUsage:m" + i + ",RunInstances," + filler
                        + "\n");
            out.write("NAT,OnDemand,0,Inf,Hrs,0.046,USD,us-east-1,NatGateway-Hours,NatGateway,\"NAT, hourly\"\n");
        }
        var told = new ArrayList<Long>();
        var before = used();
        var report = PriceListImport.read(file, BOOK, (read, total) -> told.add(read));
        assertThat(report.changes())
                .extracting(Change::text)
                .containsExactly("nat.hour in us-east-1: $0.046, was $0.045");
        assertThat(report.ignored()).isEqualTo(100_000);
        assertThat(told).hasSizeGreaterThan(30).isSorted();
        assertThat(told.getLast()).isEqualTo(Files.size(file));
        assertThat(used() - before).isLessThan(20L << 20);
    }

    @Test
    void importedFiguresOutliveTheProgram() throws IOException {
        var list = json(
                "AWSQueueService",
                "2026-11-01T00:00:00Z",
                List.of(
                        new Entry("A", "Requests-RBP", "0.0000005", "0", "100"),
                        new Entry("A", "Requests-RBP", "0.0000004", "100", "200")));
        var report = PriceListImport.read(list, BOOK, Progress.NONE);
        var saved = folder.resolve("prices.json");
        try (var out = Files.newOutputStream(saved)) {
            PriceOverlay.write(LocalDate.of(2026, 11, 20), report.prices(), out);
        }
        var book = PriceOverlay.read(saved, BOOK);
        assertThat(book.priceDate()).isEqualTo(LocalDate.of(2026, 11, 20));
        var price = book.quote("sqs.standard", "us-east-1").orElseThrow().price();
        assertThat(price.tiers().toString())
                .isEqualTo(report.prices().getFirst().tiers().toString());
        assertThat(price.newestSource().date()).isEqualTo("2026-11-01");
        assertThat(book.unlike(BOOK)).isEqualTo(report.prices());
        assertThat(book.quote("sqs.fifo", "us-east-1")).isEqualTo(BOOK.quote("sqs.fifo", "us-east-1"));
    }

    private record Entry(String sku, String usageType, String usd, String from, String to) {}

    private Path json(String offer, String date, List<Entry> entries) throws IOException {
        var products = new StringBuilder();
        var terms = new StringBuilder();
        for (var sku : entries.stream().map(Entry::sku).distinct().toList()) {
            var first = entries.stream()
                    .filter(entry -> entry.sku().equals(sku))
                    .findFirst()
                    .orElseThrow();
            products.append(products.isEmpty() ? "" : ",")
                    .append(
                            "\"%s\": {\"sku\": \"%s\", \"attributes\": {\"usagetype\": \"%s\", \"location\": \"US East (N. Virginia)\", \"regionCode\": \"us-east-1\"}}"
                                    .formatted(sku, sku, first.usageType()));
            var rates = new StringBuilder();
            for (var entry : entries)
                if (entry.sku().equals(sku))
                    rates.append(rates.isEmpty() ? "" : ",")
                            .append(
                                    "\"r%s\": {\"beginRange\": \"%s\", \"endRange\": \"%s\", \"unit\": \"u\", \"pricePerUnit\": {\"USD\": \"%s\"}}"
                                            .formatted(entry.from(), entry.from(), entry.to(), entry.usd()));
            terms.append(terms.isEmpty() ? "" : ",")
                    .append("\"%s\": {\"t\": {\"priceDimensions\": {%s}}}".formatted(sku, rates));
        }
        var file = Files.createTempFile(folder, "list", ".json");
        Files.writeString(
                file,
                "{\"offerCode\": \"%s\", \"publicationDate\": \"%s\", \"products\": {%s}, \"terms\": {\"OnDemand\": {%s}, \"Reserved\": {\"A\": {}}}}"
                        .formatted(offer, date, products, terms));
        return file;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
