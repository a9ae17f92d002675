package billow.app.cli;

import billow.app.study.Complaints;
import billow.app.study.PricesText;
import billow.model.file.Nearest;
import billow.model.service.Catalogue;
import billow.pricing.book.PriceBook;
import billow.pricing.book.Region;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "prices", description = "Shows the price book, or checks that it has a price for every meter.")
final class PricesCommand implements Callable<Integer> {
    private final Terminal terminal;

    enum Action {
        show,
        check
    }

    @Parameters(arity = "0..1", paramLabel = "show|check", description = "What to do (default: show).")
    private Action action = Action.show;

    @Option(names = "--region", paramLabel = "R", description = "Prices of this region.")
    private String region = PriceBook.DEFAULT_REGION;

    @Mixin
    private HelpOption help = new HelpOption();

    PricesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Complaint {
        var book = PriceBook.bundled();
        if (book.region(region).isEmpty())
            throw Complaint.wrong("--region — Expected an AWS region, received %s.%s"
                    .formatted(
                            Complaints.shown(region),
                            Nearest.maybe(
                                    region,
                                    book.regions().stream().map(Region::id).toList())));
        return switch (action) {
            case show -> {
                terminal.out().print(PricesText.of(book, region));
                yield ExitCodes.DONE;
            }
            case check -> {
                var missing = PricesText.missing(book, Catalogue.kinds(), region);
                missing.forEach(terminal.out()::println);
                terminal.out().println(missing.isEmpty() ? "Every meter has a price in " + region + "." : "");
                yield missing.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
            }
        };
    }
}
