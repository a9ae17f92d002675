package billow.simulator.run;

import billow.simulator.flow.Outcome;
import java.util.List;
import java.util.function.ToLongFunction;

/// What calls came to: offered = succeeded + throttled + failed + timedOut + deadLettered + dropped + inFlight.
public record Outcomes(
        long offered,
        long succeeded,
        long throttled,
        long failed,
        long timedOut,
        long deadLettered,
        long dropped,
        long inFlight) {

    static Outcomes of(long offered, ToLongFunction<Outcome> count) {
        long ended = 0;
        for (var outcome : Outcome.values()) ended += count.applyAsLong(outcome);
        return new Outcomes(
                offered,
                count.applyAsLong(Outcome.OK),
                count.applyAsLong(Outcome.THROTTLED),
                count.applyAsLong(Outcome.FUNCTION_ERROR)
                        + count.applyAsLong(Outcome.SERVICE_ERROR)
                        + count.applyAsLong(Outcome.CLIENT_ERROR),
                count.applyAsLong(Outcome.TIMEOUT),
                count.applyAsLong(Outcome.DEAD_LETTERED),
                count.applyAsLong(Outcome.DROPPED),
                offered - ended);
    }

    static Outcomes sum(List<Outcomes> parts) {
        var sum = new Outcomes(0, 0, 0, 0, 0, 0, 0, 0);
        for (var p : parts) sum = sum.plus(p);
        return sum;
    }

    private Outcomes plus(Outcomes o) {
        return new Outcomes(
                offered + o.offered,
                succeeded + o.succeeded,
                throttled + o.throttled,
                failed + o.failed,
                timedOut + o.timedOut,
                deadLettered + o.deadLettered,
                dropped + o.dropped,
                inFlight + o.inFlight);
    }
}
