package billow.app.cli;

import static billow.app.cli.Call.billow;
import static org.assertj.core.api.Assertions.assertThat;

import billow.model.service.Catalogue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void helpListsWhatThereIs() {
        var call = billow("--help");

        assertThat(call.exitCode()).isZero();
        assertThat(call.out())
                .contains("simulate", "bill", "check", "kinds", "samples", "prices", "open")
                .doesNotContain("grade", "sweep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulate", "bill", "export", "check", "kinds", "samples", "prices", "open"})
    void everyCommandHasHelp(String command) {
        var call = billow(command, "--help");

        assertThat(call.exitCode()).isZero();
        assertThat(call.out()).startsWith("Usage: billow " + command);
    }

    @Test
    void guessesWhatWasMeant() {
        assertThat(billow("simulat"))
                .isEqualTo(new Call(
                        2, "", "billow — Expected a known command or option, received simulat.\nMaybe simulate.\n"));
        assertThat(billow("check"))
                .isEqualTo(new Call(
                        2, "", "billow check — Expected DESIGN, received none.\nMaybe run billow check --help.\n"));
    }

    @Test
    void writesASampleThatChecksClean() {
        var file = folder.resolve("s.billow").toString();

        assertThat(billow("samples", "bank-withdrawal", "-o", file))
                .isEqualTo(new Call(0, "Wrote " + file + ".\n", ""));
        assertThat(billow("check", file)).isEqualTo(new Call(0, "Nothing to complain about.\n", ""));
        assertThat(billow("samples").out().lines()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(billow("samples", "bank").err()).endsWith("received bank.\nMaybe bank-withdrawal.\n");
    }

    @Test
    void checkMendsWhatItFinds() throws Exception {
        var broken = folder.resolve("broken.billow");
        var mended = folder.resolve("mended.billow");
        Files.writeString(broken, """
                {"billow": 1, "nodes": [
                  {"id": "c", "kind": "traffic.clients"},
                  {"id": "q", "kind": "aws.sqs.queue"},
                  {"id": "f", "kind": "aws.lambda.function", "set": {"timeout": "1 min"}}],
                 "links": [{"from": "c", "to": "q"}, {"from": "q", "to": "f"}]}
                """);

        var call = billow("check", broken.toString(), "--fix", "all", "-o", mended.toString());

        assertThat(call.out())
                .contains(
                        "mended  nodes[f].timeout  [lambda.timeout-above-visibility]",
                        "mended  nodes[q]  [sqs.no-dead-letter-queue]")
                .endsWith("Nothing to complain about.\n");
        assertThat(billow("check", mended.toString())).isEqualTo(new Call(0, "Nothing to complain about.\n", ""));
        assertThat(Files.readString(mended)).contains("\"visibilityTimeout\": \"6 min\"", "q-dlq");
        assertThat(billow("check", broken.toString(), "--fix", "all").err())
                .startsWith("--fix — Expected -o FILE for the mended design, received none.");
        var unknown = billow("check", broken.toString(), "--fix", "nosuch.code", "-o", mended.toString());
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err())
                .startsWith("--fix — Expected all or the code of a finding that can be mended (")
                .contains("received nosuch.code.");
        assertThat(billow("check", broken.toString(), "--fix", "sqs.no-dead-letter-queue", "-o", mended.toString())
                        .exitCode())
                .isOne();
    }

    @Test
    void checkEndsWithOneWhenThereAreErrors() throws Exception {
        var file = folder.resolve("d.billow");
        Files.writeString(file, """
                {"billow": 1, "nodes": [{"id": "f", "kind": "aws.lambda.function", "set": {"memorySize": "64 MB", "colour": 1}}],
                 "scenarios": [{"name": "s", "set": {"f.timeout": "2 h"}}]}
                """);

        var call = billow("check", file.toString());

        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.out()).isEqualTo("""
                error  nodes[f].memorySize — Expected 128 to 10240 MB, received 64.  [range]
                error  scenarios[s].set — f.timeout — Expected 1 s to 15 min, received 2 h.  [scenario.change]
                warning  Nothing sends requests, so nothing will happen. Maybe add clients.  [design.no-traffic]
                warning  nodes[f].colour — aws.lambda.function has no parameter of this name; it is kept but does nothing.  [file.unknown-parameter]
                2 errors, 2 warnings, 0 hints
                """);
        assertThat(billow("simulate", file.toString()).exitCode()).isEqualTo(2);
    }

    @Test
    void endsWithThreeWhenItCannotReadOrWrite() {
        assertThat(billow("check", "nowhere.billow"))
                .isEqualTo(new Call(3, "", "nowhere.billow — Could not be read: there is no such file or folder.\n"));
        assertThat(billow("check", folder.toString()).exitCode()).isEqualTo(3);
        var target = folder.resolve("no/such/folder/s.billow");
        assertThat(billow("samples", "bank-withdrawal", "-o", target.toString()))
                .isEqualTo(new Call(
                        3,
                        "",
                        "%s — Could not be written: there is no folder %s.\n".formatted(target, target.getParent())));
    }

    @Test
    void showsOneKindWithItsParametersAndHowFaithfulItIs() {
        var shown = billow("kinds", "aws.sqs.queue");
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out())
                .startsWith("SQS queue (aws.sqs.queue)\n")
                .containsPattern("  visibilityTimeout .*0 s to 12 h .*\\[.+; confidence high\\]\n")
                .contains("sqs.standard", "numberOfEmptyReceives", "Simplified\n");
        var json = JsonMapper.shared()
                .readTree(billow("kinds", "aws.sqs.queue", "--json").out())
                .get("kinds");
        assertThat(json.size()).isEqualTo(1);
        assertThat(json.get(0).get("fidelity").get("markdown").asString()).contains("| Dead-letter queue |");
        assertThat(billow("kinds", "aws.sqs.que"))
                .isEqualTo(new Call(2, "", "Expected the id of a kind, received aws.sqs.que.\nMaybe aws.sqs.queue.\n"));
    }

    @Test
    void listsEveryParameterWithUnitRangeDefaultHelpAndSource() {
        var kinds =
                JsonMapper.shared().readTree(billow("kinds", "--json").out()).get("kinds");

        assertThat(kinds.size()).isEqualTo(Catalogue.kinds().size());
        for (var kind : kinds) {
            assertThat(kind.propertyNames())
                    .contains(
                            "id",
                            "name",
                            "category",
                            "archetype",
                            "parameters",
                            "ports",
                            "meters",
                            "metrics",
                            "imports",
                            "fidelity");
            for (var param : kind.get("parameters")) {
                assertThat(param.propertyNames())
                        .contains("name", "unit", "type", "default", "help", "source", "confidence");
                if (param.get("type").asString().matches("whole|real|time|size"))
                    assertThat(param.propertyNames()).contains("min", "max");
                if (param.get("type").asString().equals("choice"))
                    assertThat(param.get("choices")).isNotEmpty();
                assertThat(param.get("help").asString()).isNotBlank();
                assertThat(param.get("source").asString()).isNotBlank();
            }
        }
    }

    @Test
    void pricesAUsageFile() throws Exception {
        var file = folder.resolve("u.json");
        Files.writeString(file, """
                { "billow-usage": 1, "region": "us-east-1", "freeTier": true, "month": "730h",
                  "usage": [ { "meter": "lambda.requests", "quantity": 3000000, "node": "orders" } ] }
                """);

        var free = billow("bill", file.toString());
        var full = billow("bill", file.toString(), "--free-tier", "off", "--json");

        assertThat(free.exitCode()).isZero();
        assertThat(free.out()).contains("orders", "Lambda requests", "$0.40");
        assertThat(JsonMapper.shared().readTree(full.out()).at("/total/value").asDouble(-1))
                .isEqualTo(0.6);
        Files.writeString(
                file, "{ \"billow-usage\": 1, \"usage\": [ { \"meter\": \"lambda.request\", \"quantity\": 1 } ] }");
        assertThat(billow("bill", file.toString()).exitCode()).isEqualTo(2);
        assertThat(billow("bill", file.toString()).err()).contains("usage[0].meter", "Maybe lambda.requests");
        assertThat(billow("bill", "nowhere.json").exitCode()).isEqualTo(3);
    }

    @Test
    void pricesADesignByWhatItsTrafficIsExpectedToUse() throws Exception {
        var file = folder.resolve("s.billow").toString();
        billow("samples", "crud-web-backend", "-o", file);

        var bill = JsonMapper.shared().readTree(billow("bill", file, "--json").out());
        var elsewhere = JsonMapper.shared()
                .readTree(
                        billow("bill", file, "--json", "--region", "us-east-1").out());

        assertThat(bill.at("/total/value").asDouble(0)).isBetween(400.0, 600.0);
        assertThat(bill.get("region").asString()).isEqualTo("eu-west-1");
        assertThat(elsewhere.get("region").asString()).isEqualTo("us-east-1");
    }

    @Test
    void everyMeterHasAPrice() {
        assertThat(billow("prices", "check", "--region", "us-east-1").exitCode())
                .isZero();
        assertThat(billow("prices", "check", "--region", "eu-west-1").exitCode())
                .isZero();
        assertThat(billow("prices", "--region", "eu-west-1").out()).contains("lambda.requests");
    }

    @Test
    void saysThatTheDesktopIsMissing() {
        assertThat(billow("open").exitCode()).isEqualTo(2);
        assertThat(billow().err()).startsWith("billow open — The desktop is not part of this installation.");
    }

    @Test
    void aMistakeOfOurOwnShowsNoStackTrace() {
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                System.out, new PrintStream(err, true, StandardCharsets.UTF_8), false, new AtomicBoolean());

        int exitCode = BillowCommand.internal(new IllegalStateException("broken promise"), terminal);

        assertThat(exitCode).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Please report", "IllegalStateException: broken promise at billow.app.cli.CommandsTest")
                .doesNotContain("\tat ");
    }
}
