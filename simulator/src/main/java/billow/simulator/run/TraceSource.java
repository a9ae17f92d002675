package billow.simulator.run;

import billow.model.workload.Trace;
import org.jspecify.annotations.Nullable;

/// Where recorded traffic comes from: files are not the simulator's business.
@FunctionalInterface
public interface TraceSource {
    /// For designs that replay nothing.
    TraceSource NONE = (file, interval) -> {
        throw new UnknownTrace("The trace %s can't be read here.".formatted(file));
    };

    /// @param file          as the design names it
    /// @param intervalNanos width of its intervals, or null to take it from the time stamps
    /// @throws UnknownTrace when there is none or it makes no sense; the message says so
    Trace read(String file, @Nullable Long intervalNanos);

    /// A trace that can't be had. The message is meant for the user.
    final class UnknownTrace extends RuntimeException {
        private static final long serialVersionUID = 1;

        public UnknownTrace(String message) {
            super(message);
        }
    }
}
