package billow.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileFileTest {
    private static final Vocabulary WORDS = Vocabulary.standard();
    private final DesignReader reader = new DesignReader(WORDS);

    @Test
    void aFileCutOffAnywhereIsRefusedInOneMessage() {
        var whole =
                new DesignWriter(WORDS).text(new RandomDesigns(WORDS, 7).next()).strip();
        for (int end = 0; end < whole.length(); end++) {
            var message = message(whole.substring(0, end)).orElse("");
            assertThat(message.lines().toList()).as("cut at %d", end).hasSize(1);
            assertThat(message).as("cut at %d", end).matches("x.billow:\\d+:\\d+ — .+ · Expected .+\\.");
        }
    }

    @Property(tries = 500)
    void aChangedByteNeverEscapesAsAnythingButAMessage(
            @ForAll @IntRange(min = 0, max = 1 << 20) int place, @ForAll byte replacement) throws Exception {
        var bytes = new DesignWriter(WORDS)
                .text(new RandomDesigns(WORDS, 11).next())
                .getBytes(StandardCharsets.UTF_8);
        bytes[place % bytes.length] = replacement;
        try {
            reader.read("x.billow", Json.decode("x.billow", bytes));
        } catch (UnreadableDesign refused) {
            assertThat(refused.message()).startsWith("x.billow").doesNotContain("tools.jackson");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"billow\": 1, \"billow\": 1} | x.billow:1:23 — The field \"billow\" is there twice · Expected each field once.",
                "[] | x.billow:1:1 — Expected a design (a JSON object), received an empty list.",
                "7 | x.billow:1:1 — Expected a design (a JSON object), received 7.",
                "{} | x.billow:1:1 — This is no Billow design: the field \"billow\" (format number) is missing.",
                "{\"billow\": \"1\"} | x.billow:1:12 — billow — Expected the format number 1, received \"1\".",
                "{\"billow\": -4} | x.billow:1:12 — billow — Expected the format number 1, received -4.",
                "{\"billow\": 1} x | x.billow:1:15 — This is not valid JSON (Unrecognized token 'x': was expecting (JSON String, Number, …) · Expected a design file.",
                "{\"billow\": 1, \"nodes\": {}} | x.billow:1:24 — nodes — Expected a list, received an empty object.",
                "{\"billow\": 1, \"nodes\": [3]} | x.billow:1:25 — nodes[0] — Expected an object, received 3.",
                "{\"billow\": 1, \"name\": 3} | x.billow:1:23 — name — Expected a text, received 3.",
                "{\"billow\": 1, \"nodes\": [{\"id\": \"1\"}]} | x.billow:1:32 — nodes[0].id — Expected an id (a letter, then letters, digits, - or _), received \"1\".",
                "{\"billow\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"aws.lambda.funktion\"}]} | x.billow:1:45 — nodes[a].kind — Expected a kind this version knows, received \"aws.lambda.funktion\".\\nMaybe aws.lambda.function.",
                "{\"billow\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"aws.sqs.queue\"}, {\"id\": \"a\", \"kind\": \"aws.sqs.queue\"}]} | x.billow:1:70 — nodes[1].id — Expected an id of its own, received a, which another node has.",
                "{\"billow\": 1, \"links\": [{\"from\": \"a\", \"to\": \"b\"}]} | x.billow:1:34 — links[0].from — Expected the id of a node, received \"a\".\\n(and 1 more problem)",
                "{\"billow\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"aws.lambda.function\", \"set\": {\"memorySize\": true}}]} | x.billow:1:90 — nodes[a].memorySize — Expected a size such as \"512 MB\", received true.",
                "{\"billow\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"aws.lambda.function\", \"at\": [1e9, 0]}]} | x.billow:1:75 — nodes[a].at[0] — Expected a number from -1000000 to 1000000, received 1E+9.",
                "{\"billow\": 1, \"nodes\": [{\"id\": \"q\", \"kind\": \"aws.sqs.queue\"}, {\"id\": \"t\", \"kind\": \"aws.dynamodb.table\"}], \"links\": [{\"from\": \"q\", \"to\": \"t\"}]} | x.billow:1:117 — links[q->t] — A queue does nothing by itself: a Lambda function polls it. Maybe put a function between the queue and the DynamoDB table.",
                "{\"billow\": 1, \"nodes\": [{\"id\": \"s\", \"kind\": \"aws.kinesis.stream\"}, {\"id\": \"f\", \"kind\": \"aws.lambda.function\"}], \"links\": [{\"from\": \"s\", \"to\": \"f\", \"as\": \"onFailure\"}]} | x.billow:1:154 — links[s->f].as — Expected a queue, a topic or a bucket that is told of batches that were given up, received Lambda function.\\nMaybe put a queue between them.",
                "{\"billow\": 1, \"nodes\": [{\"id\": \"s\", \"kind\": \"aws.kinesis.stream\"}, {\"id\": \"b\", \"kind\": \"aws.events.bus\"}], \"links\": [{\"from\": \"s\", \"to\": \"b\", \"as\": \"onFailure\"}]} | x.billow:1:118 — links[s->b] — Expected a queue, a topic or a bucket that is told of batches that were given up, received EventBridge bus.\\nMaybe put a queue between them.",
                "{\"billow\": 1, \"nodes\": [{\"id\": \"q\", \"kind\": \"aws.sqs.queue\"}, {\"id\": \"t\", \"kind\": \"aws.sns.topic\"}], \"links\": [{\"from\": \"q\", \"to\": \"t\", \"as\": \"deadLetter\"}]} | x.billow:1:112 — links[q->t] — A queue does nothing by itself: a Lambda function polls it. Maybe put a function between the queue and the SNS topic.",
                "{\"billow\": 1, \"scenarios\": [{\"name\": \"s\", \"for\": \"long\"}]} | x.billow:1:50 — scenarios[s].for — Expected a time such as \"300 s\", received \"long\".",
            })
    void saysWhatIsWrongAndWhere(String text, String message) {
        assertThat(message(text)).contains(message.replace("\\n", "\n"));
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        var deep = "{\"billow\": 1, \"x\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(message(deep).orElse("")).endsWith("nested too deeply · Expected at most 200 levels.");
    }

    @Test
    void refusesAnExponentNoDecimalHolds() {
        for (String exponent : new String[] {"e2147483699", "E+99999999999", "e-9999999999999999999"}) {
            var problem = message("{\"billow\": 1,\n \"x\": [0, -1.5" + exponent + "]}");
            assertThat(problem.orElse(""))
                    .contains(":2:11 — ")
                    .endsWith("A number has too many digits in its exponent · Expected at most 9.");
        }
    }

    @Test
    void refusesANumberOfAMillionDigits() {
        assertThat(message("{\"billow\": 1, \"x\": " + "9".repeat(1_000_000) + "}")
                        .orElse(""))
                .endsWith("A number is too long · Expected at most 400 digits.");
        assertThat(message(
                                "{\"billow\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"aws.lambda.function\", \"set\": {\"memorySize\": 1e399999999}}]}")
                        .orElse(""))
                .contains("nodes[a].memorySize — Expected");
    }

    @Test
    void refusesTooManyNodes() {
        var nodes = "{\"id\": \"a\", \"kind\": \"aws.sqs.queue\"},".repeat(30_000);
        assertThat(message("{\"billow\": 1, \"nodes\": [" + nodes.substring(0, nodes.length() - 1) + "]}")
                        .orElse(""))
                .endsWith("nodes — Expected at most 20000 entries, received 30000.");
    }

    @Test
    void showsNothingThatMovesATerminal() {
        var message = message("{\"billow\": 1, \"nodes\": [{\"id\": \"\\u001b[2J\\u202e\"}]}")
                .orElse("");
        assertThat(message).doesNotContain("\u001b").doesNotContain("\u202e").contains("[2J");
    }

    @Test
    void refusesBytesThatAreNoText(@TempDir Path folder) throws Exception {
        var file = folder.resolve("b.billow");
        Files.write(file, new byte[] {'{', '\n', ' ', (byte) 0xff, '}'});
        try {
            reader.read(file);
            assertThat(false).as("read").isTrue();
        } catch (UnreadableDesign refused) {
            assertThat(refused.message())
                    .isEqualTo(file + ":2:2 — These bytes are not text · Expected a text file in UTF-8.");
        }
    }

    @Test
    void refusesAFileTooLargeBeforeReadingIt(@TempDir Path folder) throws Exception {
        var file = folder.resolve("big.billow");
        try (var channel = java.nio.channels.FileChannel.open(
                file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(Json.MOST_BYTES + 10);
            channel.write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
        try {
            reader.read(file);
            assertThat(false).as("read").isTrue();
        } catch (UnreadableDesign refused) {
            assertThat(refused.message()).contains("The file is too large · Expected at most 64 MB");
        }
    }

    private Optional<String> message(String text) {
        try {
            reader.read("x.billow", text);
            return Optional.empty();
        } catch (UnreadableDesign refused) {
            return Optional.of(refused.message());
        }
    }
}
