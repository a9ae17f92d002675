package billow.model.archetype;

import billow.model.event.EventPattern;
import billow.model.event.InvalidEventPattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The filter criteria of an event source mapping, compiled. Records that say nothing are taken by a share.
public final class RecordFilter {
    /// Takes everything.
    public static final RecordFilter ALL = new RecordFilter(1, null);

    private final double share;
    private final @Nullable JsonNode source;
    private final @Nullable EventPattern pattern;

    /// @param share  of records taken where there is nothing to judge by
    /// @param source event pattern, for example `{"body": {"kind": ["order"]}}`; null for none. One that AWS would
    ///               refuse takes nothing
    public RecordFilter(double share, @Nullable JsonNode source) {
        this.share = share;
        this.source = source;
        pattern = compiled(source);
    }

    private static @Nullable EventPattern compiled(@Nullable JsonNode source) {
        try {
            return source == null ? null : EventPattern.parse(source);
        } catch (InvalidEventPattern e) {
            return null;
        }
    }

    /// The pattern as it was written; null for none.
    public @Nullable JsonNode source() {
        return source;
    }

    /// Whether every record is taken, whatever it says.
    public boolean takesAll() {
        return source == null && share == 1;
    }

    /// 1 when the record is taken, 0 when not; the share where there is nothing to judge by.
    public double shareOf(@Nullable JsonNode record) {
        if (source == null || record == null && pattern != null) return share;
        return record != null && pattern != null && pattern.matches(record) ? 1 : 0;
    }
}
