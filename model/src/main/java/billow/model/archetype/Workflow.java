package billow.model.archetype;

import billow.model.value.Distribution;
import tools.jackson.databind.JsonNode;

/// Executions of a state machine.
///
/// @param definition        Amazon States Language
/// @param express           Express rather than Standard
/// @param starts            bucket of executions that may be started
/// @param transitions       bucket of state transitions; throttled ones are delayed
/// @param startLatency      time from the call to the first state
/// @param taskOverhead      time a task adds to that of its service
/// @param transitionLatency time of a transition between states
/// @param memoryMegabytes   memory an Express execution is billed for, before rounding to 64 MB
/// @param logBytes          log written by an execution, child executions too
/// @param maxNanos          longest execution
/// @param maxHistoryEvents  most history events of a Standard execution
public record Workflow(
        JsonNode definition,
        boolean express,
        Gateway.Bucket starts,
        Gateway.Bucket transitions,
        Distribution startLatency,
        Distribution taskOverhead,
        Distribution transitionLatency,
        double memoryMegabytes,
        long logBytes,
        long maxNanos,
        int maxHistoryEvents)
        implements Archetype {}
