package billow.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    private static final Vocabulary WORDS = Vocabulary.standard();
    private static final com.networknt.schema.Schema SCHEMA = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12)
            .getSchema(new Schema(WORDS).text());

    @Property(tries = 300)
    void everyDesignSurvivesWritingAndReading(@ForAll long seed) throws Exception {
        var design = new RandomDesigns(WORDS, seed).next();
        var text = new DesignWriter(WORDS).text(design);

        var again = new DesignReader(WORDS).read("x", text).design();

        assertThat(new DesignWriter(WORDS).text(again).lines())
                .zipSatisfy(text.lines().toList(), (a, b) -> assertThat(a).isEqualTo(b));
        assertThat(again.nodes()).isEqualTo(design.nodes());
        assertThat(again.links()).isEqualTo(design.links());
        assertThat(again).isEqualTo(design);
    }

    @Property(tries = 100)
    void everyWrittenDesignKeepsToTheSchema(@ForAll long seed) {
        var text = new DesignWriter(WORDS).text(new RandomDesigns(WORDS, seed).next());

        assertThat(errors(text)).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatIsNoDesign() {
        assertThat(
                        errors(
                                node(
                                        "\"kind\": \"aws.lambda.function\", \"set\": {\"duration\": {\"lognormal\": {\"p50\": 1, \"p99\": 2}}}")))
                .isEmpty();
        assertThat(errors("[]")).isNotEmpty();
        assertThat(errors("{}")).isNotEmpty();
        assertThat(errors("{\"billow\": 1, \"nodes\": {}}")).isNotEmpty();
        assertThat(errors(node("\"kind\": \"aws.lambda.funktion\""))).isNotEmpty();
        assertThat(errors(node("\"kind\": \"aws.lambda.function\", \"set\": {\"memorySize\": 64}")))
                .isNotEmpty();
        assertThat(errors(node("\"kind\": \"aws.lambda.function\", \"set\": {\"memorySize\": \"12 s\"}")))
                .isNotEmpty();
        assertThat(errors(node("\"kind\": \"aws.lambda.function\", \"set\": {\"architecture\": \"arm\"}")))
                .isNotEmpty();
        assertThat(errors(node("\"kind\": \"aws.lambda.function\", \"set\": {\"duration\": {\"poisson\": 3}}")))
                .isNotEmpty();
        assertThat(errors(node("\"kind\": \"aws.lambda.function\", \"set\": {\"memorySize\": \"512 mb\"}")))
                .isEmpty();
        assertThat(errors(node("\"kind\": \"aws.sqs.queue\", \"set\": {\"memorySize\": 64}, \"future\": 1")))
                .isEmpty();
    }

    private static String node(String fields) {
        return "{\"billow\": 1, \"nodes\": [{\"id\": \"a\", " + fields + "}]}";
    }

    private static List<Error> errors(String json) {
        return SCHEMA.validate(json, InputFormat.JSON);
    }
}
