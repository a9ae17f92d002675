package billow.app.cli;

import billow.app.study.Complaints;
import billow.app.study.KindText;
import billow.app.study.KindsJson;
import billow.model.file.Nearest;
import billow.model.kind.NodeKind;
import billow.model.service.Catalogue;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "kinds",
        description = "Lists the services a design can use, or shows one: its parameters with ranges and defaults,"
                + " what is billed, and what is modelled, simplified and ignored.")
final class KindsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The kind to show, for example aws.sqs.queue.")
    private @Nullable String id;

    @Option(names = "--json", description = "Print as JSON, with sources.")
    private boolean json;

    @Option(names = "--schema", description = "Print the JSON Schema of the design file.")
    private boolean schema;

    @Mixin
    private HelpOption help = new HelpOption();

    KindsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Complaint {
        var kinds = Catalogue.kinds();
        if (id != null) kinds = List.of(kind(id));
        if (schema) terminal.out().print(KindsJson.schema());
        else if (json) terminal.out().print(KindsJson.text(kinds));
        else if (id != null) terminal.out().print(KindText.of(kinds.getFirst()));
        else terminal.out().print(KindsJson.table(kinds));
        terminal.out().flush();
        return ExitCodes.DONE;
    }

    private static NodeKind kind(String id) throws Complaint {
        var ids = Catalogue.kinds().stream().map(NodeKind::id).toList();
        return Catalogue.kind(id)
                .orElseThrow(() -> Complaint.wrong("Expected the id of a kind, received %s.%s"
                        .formatted(Complaints.shown(id), Nearest.maybe(id, ids))));
    }
}
