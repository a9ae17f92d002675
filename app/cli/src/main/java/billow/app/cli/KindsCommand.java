package billow.app.cli;

import billow.app.study.KindsJson;
import billow.model.service.Catalogue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "kinds",
        description = "Lists the services a design can use, with parameters, units, ranges, defaults and sources.")
final class KindsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--json", description = "Print the whole catalogue as JSON.")
    private boolean json;

    @Option(names = "--schema", description = "Print the JSON Schema of the design file.")
    private boolean schema;

    @Mixin
    private HelpOption help = new HelpOption();

    KindsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (schema) terminal.out().print(KindsJson.schema());
        else if (json) terminal.out().print(KindsJson.text(Catalogue.kinds()));
        else terminal.out().print(KindsJson.table(Catalogue.kinds()));
        terminal.out().flush();
        return ExitCodes.DONE;
    }
}
