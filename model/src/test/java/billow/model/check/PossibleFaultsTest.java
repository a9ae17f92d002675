package billow.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import billow.model.kind.NodeKind;
import billow.model.service.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is offered to break can break, and all that can is offered.
class PossibleFaultsTest {
    private static final long MINUTE = 60_000_000_000L;

    private static Design design(String nodes, String links) throws UnreadableDesign {
        var text = "{\"billow\": 1, \"nodes\": [" + nodes + "], \"links\": [" + links + "]}";
        return new DesignReader(Vocabulary.standard()).read("x", text).design();
    }

    @Test
    void namesWhatCanHappenToAFunctionAQueueAndALink() throws UnreadableDesign {
        var drawn = design(
                "{\"id\": \"jobs\", \"kind\": \"aws.sqs.queue\"}, {\"id\": \"work\", \"kind\": \"aws.lambda.function\"}",
                "{\"from\": \"jobs\", \"to\": \"work\"}");
        assertThat(PossibleFaults.of(drawn, "work", 15 * MINUTE, 5 * MINUTE))
                .contains(
                        "kill work at 15 min for 5 min",
                        "slow work by 3x at 15 min for 5 min",
                        "limit work to 10 at 15 min for 5 min",
                        "lose 33% of work at 15 min for 5 min");
        assertThat(PossibleFaults.of(drawn, "jobs", 15 * MINUTE, 5 * MINUTE))
                .contains("poison jobs with 3 at 15 min", "limit jobs to 10/s at 15 min for 5 min")
                .doesNotContain("flush jobs at 15 min");
        assertThat(PossibleFaults.of(drawn, "jobs->work", 15 * MINUTE, 5 * MINUTE))
                .contains("cut jobs->work at 15 min for 5 min", "slow jobs->work by 200ms at 15 min for 5 min");
        assertThat(PossibleFaults.of(drawn, "account", MINUTE, MINUTE))
                .containsExactly("limit account to 10 at 1 min for 1 min", "lose 33% of account at 1 min for 1 min");
        assertThat(PossibleFaults.of(drawn, "nobody", MINUTE, MINUTE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("billow.model.service.Catalogue#kinds")
    void offersOnlyWhatCanHappen(NodeKind kind) throws UnreadableDesign {
        var drawn = design("{\"id\": \"it\", \"kind\": \"%s\"}".formatted(kind.id()), "");
        for (var text : PossibleFaults.of(drawn, "it", 90_000_000_000L, 250_000_000L))
            assertThat(FaultRules.complaint(drawn, text)).as(text).isEmpty();
        assertThat(Catalogue.kinds()).contains(kind);
    }
}
