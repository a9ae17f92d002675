package billow.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.design.Design;
import billow.model.service.Account;
import billow.model.service.FunctionCapacity;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
    private static final Vocabulary WORDS = Vocabulary.standard();
    private final Overrides overrides = new Overrides(WORDS);
    private Design design = Design.EMPTY;

    @BeforeEach
    void read() throws Exception {
        design = new DesignReader(WORDS).read("x", """
                        {"billow": 1, "nodes": [{"id": "api", "kind": "aws.apigateway.http"},
                                                {"id": "orders", "kind": "aws.lambda.function"}],
                         "links": [{"from": "api", "to": "orders"}],
                         "scenarios": [{"name": "Small", "set": {"orders.memorySize": "128 MB", "orders.timeout": 5}}]}
                        """).design();
    }

    @Test
    void setsNodesLinksAndTheAccount() throws Exception {
        var changed = overrides.apply(
                design, List.of("orders.memorySize=1 GB", "api->orders.share=2", "account.concurrentExecutions = 50"));

        assertThat(changed.node("orders").orElseThrow().params().get(FunctionCapacity.MEMORY))
                .isEqualTo(1024);
        assertThat(changed.link("api->orders").orElseThrow().params().changed()).containsEntry("share", 2.0);
        assertThat(changed.account().get(Account.CONCURRENT_EXECUTIONS)).isEqualTo(50);
    }

    @Test
    void appliesAScenario() throws Exception {
        var changed = overrides.apply(design, Overrides.scenario(design, "small"));

        assertThat(changed.node("orders").orElseThrow().params().get(FunctionCapacity.MEMORY))
                .isEqualTo(128);
        assertThat(changed.node("orders").orElseThrow().params().get(FunctionCapacity.TIMEOUT))
                .isEqualTo(5_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders | Expected node.parameter=value, received orders.",
                "memorySize=3 | Expected node.parameter, received memorySize.",
                "order.memorySize=3 | Expected the id of a node or link, received order.\\nMaybe orders.",
                "orders.memorysize=3 | orders.memorysize — orders has no parameter memorysize.\\nMaybe memorySize.",
                "orders.memorySize=64 | orders.memorySize — Expected 128 to 10240 MB, received 64.",
                "api->orders.shar=1 | api->orders.shar — api->orders has no parameter shar.\\nMaybe share.",
                "account.x=1 | account.x — account has no parameter x.",
            })
    void saysWhatCannotBeSet(String setting, String message) {
        String said;
        try {
            overrides.apply(design, List.of(setting));
            said = "nothing";
        } catch (Overrides.BadOverride e) {
            said = e.message();
        }
        assertThat(said).isEqualTo(message.replace("\\n", "\n"));
    }
}
