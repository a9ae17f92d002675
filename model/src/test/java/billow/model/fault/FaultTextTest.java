package billow.model.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTextTest {
    private static final long SECOND = 1_000_000_000L;

    private static void assertAction(String text, Fault.Action action) throws Exception {
        var fault = FaultText.parse(text);
        assertThat(fault.action()).isEqualTo(action);
        assertThat(fault.target()).isEqualTo("orders");
        assertThat(fault.atNanos()).isEqualTo(600 * SECOND);
    }

    @Test
    void readsEverySortOfFault() throws Exception {
        assertAction("kill orders at 10m for 2m", new Fault.Kill());
        assertAction("slow orders by 3x at 10m", new Fault.Slow(3, 0));
        assertAction("slow orders by 200ms at 10 min", new Fault.Slow(1, 200_000_000));
        assertAction("fail 20% of orders at 10m for 30s", new Fault.Fail(0.2));
        assertAction("cut orders at 600s", new Fault.Cut());
        assertAction("limit orders to 10/s at 10m", new Fault.Limit(10, 0));
        assertAction("limit orders to 50 at 10m for 1h", new Fault.Limit(Double.NaN, 50));
        assertAction("flush orders at 10m", new Fault.Flush());
        assertAction("poison orders at 10m", new Fault.Poison(1));
        assertAction("poison orders with 7 at 10m", new Fault.Poison(7));
        assertAction("lose 33% of orders at 10m for 2m", new Fault.Lose(0.33));
        assertThat(FaultText.parse("cut api->orders at 1m").target()).isEqualTo("api->orders");
    }

    @Test
    void addsUpTimesOfSeveralParts() throws Exception {
        var fault = FaultText.parse("kill orders at 19m30s for 1h 2m 3s");
        assertThat(fault.atNanos()).isEqualTo(1_170 * SECOND);
        assertThat(fault.forNanos()).isEqualTo(3_723 * SECOND);
    }

    @Test
    void lastsAsLongAsItSays() throws Exception {
        assertThat(FaultText.parse("kill orders at 10m for 2m").forNanos()).isEqualTo(120 * SECOND);
        assertThat(FaultText.parse("kill orders at 10m").forNanos()).isZero();
        assertThat(FaultText.parse("slow orders by 2x at 10m").forNanos()).isEqualTo(Long.MAX_VALUE);
        var fault = FaultText.parse("slow orders by 2x at 10s for 5s");
        assertThat(fault.covers(10 * SECOND - 1)).isFalse();
        assertThat(fault.covers(10 * SECOND)).isTrue();
        assertThat(fault.covers(15 * SECOND - 1)).isTrue();
        assertThat(fault.covers(15 * SECOND)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    kill orders | Expected a fault such as "kill orders at 10m for 2m", received "kill orders".
                    break orders at 10m | Expected kill, slow, fail, cut, limit, flush, poison or lose, received "break".
                    kill orders at 19m30 | Expected a time such as 10m after "at", received "19m30".
                    kill orders at 1m2kb | Expected a time such as 10m after "at", received "1m2kb".
                    kill orders at noon | Expected a time such as 10m after "at", received "noon".
                    kill orders at 1m for ever | Expected a time such as 10m after "for", received "ever".
                    kill my orders at 1m | Expected the id of one node or link, received "my orders".
                    slow orders at 1m | Expected something like "slow orders by 3x", received "orders".
                    slow orders by 0.5x at 1m | Expected a factor such as 3x or a time such as 200ms, received "0.5x".
                    slow orders by 3 at 1m | Expected a factor such as 3x or a time such as 200ms, received "3".
                    fail 120% of orders at 1m | Expected a share above 0 and up to 100 %, received "120%".
                    limit orders to few at 1m | Expected a rate such as 10/s or a number of executions, received "few".
                    flush orders at 1m for 2m | Expected no "for" after flush, which is done in a moment.
                    poison orders with 0 at 1m | Expected a number of messages of at least 1, received "0".""")
    void saysWhatItExpected(String text, String message) {
        assertThatThrownBy(() -> FaultText.parse(text))
                .isInstanceOf(FaultText.BadFault.class)
                .hasMessage(message);
    }
}
