package billow.model.schedule;

import java.io.Serial;

/// A schedule expression AWS would refuse; the message says what was expected.
public final class InvalidSchedule extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    InvalidSchedule(String message) {
        super(message);
    }
}
