package billow.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import billow.model.design.Design;
import billow.model.service.DynamoTable;
import billow.model.service.FunctionBehaviour;
import billow.model.service.FunctionCapacity;
import billow.model.value.Distribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesignFileTest {
    private static final String SAMPLE = """
            {
              "billow": 1,
              "name": "Orders",
              "region": "eu-west-1",
              "account": { "concurrentExecutions": 500 },
              "nodes": [
                { "id": "shoppers", "kind": "traffic.clients", "label": "Shoppers", "at": [40, 180],
                  "set": { "rate": "400 /s", "payload": "2 KB" } },
                { "id": "api", "kind": "aws.apigateway.http", "at": [280, 180] },
                { "id": "orders", "kind": "aws.lambda.function", "label": "Orders", "at": [520, 180],
                  "set": { "memorySize": "512 MB", "duration": { "lognormal": { "p50": "80 ms", "p99": "240 ms" } } },
                  "tags": { "team": "shop" } },
                { "id": "table", "kind": "aws.dynamodb.table", "at": [760, 180] }
              ],
              "links": [
                { "from": "shoppers", "to": "api" },
                { "from": "api", "to": "orders", "set": { "route": "POST /orders" } },
                { "from": "orders", "to": "table" },
                { "from": "orders", "to": "table", "set": { "operation": "putItem" } }
              ],
              "frames": [{ "label": "Shop", "at": [260, 120], "size": [720, 220] }],
              "notes": [{ "text": "What happens at eight?", "at": [40, 40] }],
              "scenarios": [{ "name": "Rush", "for": "30 min", "warmup": "0 s", "set": { "shoppers.rate": "4000 /s" } }],
              "goals": ["p99 < 300 ms"]
            }
            """;

    private final Vocabulary words = Vocabulary.standard();
    private final DesignReader reader = new DesignReader(words);
    private final DesignWriter writer = new DesignWriter(words);

    @Test
    void readsWhatTheContractShows() throws Exception {
        var read = reader.read("orders.billow", SAMPLE);

        assertThat(read.findings()).isEmpty();
        var orders = read.design().node("orders").orElseThrow();
        assertThat(orders.params().get(FunctionCapacity.MEMORY)).isEqualTo(512);
        assertThat(orders.params().get(FunctionBehaviour.DURATION))
                .isEqualTo(Distribution.LogNormal.ofMedianAndP99(80e6, 240e6));
        assertThat(orders.tags()).containsEntry("team", "shop");
        assertThat(read.design().link("orders->table#2").orElseThrow().params().get(DynamoTable.OPERATION))
                .isEqualTo("putItem");
        assertThat(read.design().scenarios().getFirst().durationNanos()).isEqualTo(1_800_000_000_000L);
        assertThat(read.design().scenarios().getFirst().warmupNanos()).isEqualTo(0);
    }

    @Test
    void writesWhatItRead() throws Exception {
        assertThat(writer.text(reader.read("orders.billow", SAMPLE).design())).isEqualTo(SAMPLE);
    }

    @Test
    void keepsUnknownFieldsAtEveryLevel() throws Exception {
        var text = """
                {"billow": 1, "discounts": [{"service": "lambda", "share": 0.10}], "x": 1.0,
                 "nodes": [{"id": "f", "kind": "aws.lambda.function", "colour": "red",
                            "set": {"memorySize": "256 MB", "warpFactor": 9.750}},
                           {"id": "q", "kind": "aws.sqs.queue"}],
                 "links": [{"from": "q", "to": "f", "bend": [1, 2], "set": {"spin": "up"}}],
                 "notes": [{"text": "n", "at": [0, 0], "font": "serif"}],
                 "frames": [{"label": "f", "at": [0, 0], "size": [1, 1], "fill": true}],
                 "scenarios": [{"name": "s", "mood": "calm"}]}
                """;
        var read = reader.read("x", text);
        var again = writer.json(read.design());

        assertThat(again.at("/discounts/0/share").decimalValue().toPlainString())
                .isEqualTo("0.10");
        assertThat(again.at("/x").toString()).isEqualTo("1.0");
        assertThat(again.at("/nodes/0/colour").asString()).isEqualTo("red");
        assertThat(again.at("/nodes/0/set/warpFactor").toString()).isEqualTo("9.750");
        assertThat(again.at("/links/0/bend/1").intValue()).isEqualTo(2);
        assertThat(again.at("/links/0/set/spin").asString()).isEqualTo("up");
        assertThat(again.at("/notes/0/font").asString()).isEqualTo("serif");
        assertThat(again.at("/frames/0/fill").booleanValue()).isTrue();
        assertThat(again.at("/scenarios/0/mood").asString()).isEqualTo("calm");
        assertThat(reader.read("x", again.toString()).design()).isEqualTo(read.design());
        assertThat(read.findings())
                .extracting(f -> f.path())
                .containsExactly("nodes[f].warpFactor", "links[q->f].bend", "links[q->f].spin");
    }

    @Test
    void saysThatAFieldOfALinkIsUnknownInsteadOfChoosingTheKindOfLinkSilently() throws Exception {
        var read = reader.read("x", """
                {"billow": 1,
                 "nodes": [{"id": "q", "kind": "aws.sqs.queue"}, {"id": "dead", "kind": "aws.sqs.queue"}],
                 "links": [{"from": "q", "to": "dead", "kind": "deadLetter"}]}
                """);
        assertThat(read.findings())
                .extracting(f -> f.text())
                .containsExactly(
                        "links[q->dead].kind — The link from q to dead has no field of this name; it is kept but does nothing.\nMaybe as.");
        assertThat(writer.json(read.design()).at("/links/0/kind").asString()).isEqualTo("deadLetter");
    }

    @Test
    void keepsTheIdOfALinkWhoseElderIsGone() throws Exception {
        var design = reader.read("x", SAMPLE).design().without(List.of(), List.of("orders->table"));

        var again = reader.read("x", writer.text(design)).design();

        assertThat(again).isEqualTo(design);
        assertThat(again.link("orders->table#2")).isPresent();
    }

    @Test
    void migratesAnOlderFormatStepByStep() throws Exception {
        var newer = new DesignReader(
                words,
                3,
                List.of(
                        new Migration(1, d -> d.set("name", d.get("title"))),
                        new Migration(2, d -> d.put("region", d.get("name").stringValue() + "-1"))));

        var design = newer.read("x", "{\"billow\": 1, \"title\": \"eu-west\"}").design();

        assertThat(design.name()).isEqualTo("eu-west");
        assertThat(design.region()).isEqualTo("eu-west-1");
    }

    @Test
    void refusesANewerFormat() {
        assertThat(message("{\"billow\": 2}"))
                .isEqualTo(
                        "x.billow:1:12 — billow — Expected format 1 or older, received 2: a newer version of Billow wrote this file.");
    }

    @Test
    void writesTheFileWholeAndLeavesNothingBehind(@TempDir Path folder) throws Exception {
        var file = folder.resolve("a.billow");
        Files.writeString(file, "old");

        writer.write(reader.read("x", SAMPLE).design(), file);

        assertThat(file).hasContent(SAMPLE);
        try (var all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
        assertThat(reader.read(file).design().name()).isEqualTo("Orders");
    }

    @Test
    void readsAnEmptyDesign() throws Exception {
        assertThat(reader.read("x", "{\"billow\": 1}").design()).isEqualTo(Design.EMPTY);
        assertThat(reader.read("x", writer.text(Design.EMPTY)).design()).isEqualTo(Design.EMPTY);
    }

    private String message(String text) {
        return catchThrowableOfType(UnreadableDesign.class, () -> reader.read("x.billow", text))
                .message();
    }
}
