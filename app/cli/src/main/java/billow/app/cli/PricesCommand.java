package billow.app.cli;

import billow.app.study.Complaints;
import billow.app.study.PriceListText;
import billow.app.study.PricesText;
import billow.model.file.Nearest;
import billow.model.service.Catalogue;
import billow.pricing.book.BookCheck;
import billow.pricing.book.PriceBook;
import billow.pricing.book.Region;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "prices",
        description = "Shows the price book, checks it, or imports AWS's own price list files (JSON or CSV).")
final class PricesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "show|import|check",
            description = "What to do (default: show).")
    private String action = "show";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "FILE", description = "Price list files to import.")
    private List<String> files = List.of();

    @Option(names = "-o", paramLabel = "FILE", description = "Where imported figures go (default: prices.json).")
    private String target = "prices.json";

    @Mixin
    private PriceOptions prices = new PriceOptions();

    @Option(names = "--region", paramLabel = "R", description = "Prices of this region.")
    private String region = PriceBook.DEFAULT_REGION;

    @Mixin
    private HelpOption help = new HelpOption();

    PricesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Complaint {
        var book = prices.book();
        if (book.region(region).isEmpty())
            throw Complaint.wrong("--region — Expected an AWS region, received %s.%s"
                    .formatted(
                            Complaints.shown(region),
                            Nearest.maybe(
                                    region,
                                    book.regions().stream().map(Region::id).toList())));
        return switch (action) {
            case "show" -> {
                terminal.out().print(PricesText.of(book, region));
                yield ExitCodes.DONE;
            }
            case "check" -> check(book);
            case "import" -> new PriceImport(terminal, book).run(files, Inputs.path(target));
            default ->
                throw Complaint.wrong(
                        "prices — Expected show, import or check, received %s.".formatted(Complaints.shown(action)));
        };
    }

    private int check(PriceBook book) {
        var missing = PricesText.missing(book, Catalogue.kinds(), region);
        missing.forEach(terminal.out()::println);
        if (missing.isEmpty()) terminal.out().println("Every meter has a price in " + region + ".");
        terminal.out().print(PriceListText.coverage(book, region));
        BookCheck.risingTiers(book).forEach(terminal.out()::println);
        return missing.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }
}
