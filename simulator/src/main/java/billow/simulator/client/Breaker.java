package billow.simulator.client;

import billow.model.archetype.Guard;
import java.util.Arrays;

/// One circuit breaker: closed it counts failures among the last calls, open it refuses, half open it tries a few.
public final class Breaker {
    private final Guard.Breaker spec;
    private final boolean[] failed;
    private State state = State.CLOSED;
    private int next;
    private int seen;
    private int failures;
    private int tried;
    private long openUntil;

    private enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    public Breaker(Guard.Breaker spec) {
        this.spec = spec;
        failed = new boolean[spec.window()];
    }

    /// Whether a call may be made; one that may is reported by [#heard] later.
    public boolean lets(long time) {
        if (state == State.OPEN && time >= openUntil) {
            forget();
            state = State.HALF_OPEN;
        }
        return switch (state) {
            case CLOSED -> true;
            case OPEN -> false;
            case HALF_OPEN -> tried < spec.probes() && ++tried > 0;
        };
    }

    public void heard(boolean failure, long time) {
        switch (state) {
            case CLOSED -> {
                add(failure);
                if (seen >= spec.minimumCalls() && failures >= spec.failureShare() * seen) open(time);
            }
            case OPEN -> {} // an answer to a call made before
            case HALF_OPEN -> {
                seen++;
                if (failure) failures++;
                if (seen < spec.probes()) return;
                if (failures >= spec.failureShare() * seen) open(time);
                else close();
            }
        }
    }

    private void add(boolean failure) {
        if (seen == failed.length) failures -= failed[next] ? 1 : 0;
        else seen++;
        failed[next] = failure;
        if (failure) failures++;
        next = (next + 1) % failed.length;
    }

    private void open(long time) {
        forget();
        state = State.OPEN;
        openUntil = Math.addExact(time, spec.openNanos());
    }

    private void close() {
        forget();
        state = State.CLOSED;
    }

    private void forget() {
        Arrays.fill(failed, false);
        next = 0;
        seen = 0;
        failures = 0;
        tried = 0;
    }
}
