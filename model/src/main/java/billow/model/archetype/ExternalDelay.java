package billow.model.archetype;

import billow.model.value.Distribution;

/// Something outside that answers after a while, sometimes with an error.
///
/// @param latency        time of an answer
/// @param errorRate      share of answers that are errors (retryable)
/// @param maxConcurrent  calls it handles at once; further ones are refused; 0 for no limit
public record ExternalDelay(Distribution latency, double errorRate, int maxConcurrent) implements Archetype {}
