package billow.model.archetype;

import billow.model.value.Distribution;

/// Takes batches from a buffer or a log, enriches them, and hands them to a target; done when the target has taken
/// them.
///
/// @param filter     which messages of its source it takes; the others are as good as done
/// @param chunkBytes batches are billed by this size
/// @param latency    time it adds to a batch
public record Pipe(RecordFilter filter, long chunkBytes, Distribution latency) implements Archetype {
    /// Route of a link to what enriches batches; the others lead to the target.
    public static final String ENRICHMENT = "enrichment";
}
