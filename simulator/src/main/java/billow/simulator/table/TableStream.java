package billow.simulator.table;

import billow.model.archetype.Interaction;
import billow.model.archetype.Table;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.log.RecordLog;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The stream of a table: a record for each change, of the size its view asks for.
final class TableStream {
    private final RecordLog log;
    private final Table.Stream view;

    private TableStream(RecordLog log, Table.Stream view) {
        this.log = log;
        this.view = view;
    }

    /// @param firstEvent number of the first of its events
    /// @return null when there is no stream, or nobody reads it
    static @Nullable TableStream of(
            World world, int node, String id, Table spec, int partitions, List<Wire> outgoing, int firstEvent) {
        var view = spec.stream();
        boolean read = outgoing.stream().anyMatch(wire -> wire.interaction() instanceof Interaction.Read);
        if (view == null || !read) return null;
        var log =
                new RecordLog(world, node, id, view.reading(), view.retentionNanos(), partitions, outgoing, firstEvent);
        return new TableStream(log, view);
    }

    /// What consumers read.
    RecordLog log() {
        return log;
    }

    /// @param rank of the key that has changed
    /// @param item what was written, null when nothing is said
    void record(int rank, long itemBytes, @Nullable JsonNode item, long time) {
        long size = view.keyBytes() + view.images() * itemBytes;
        log.append(log.shardOf(rank), rank, (int) Math.min(Integer.MAX_VALUE, size), changed(item), time);
    }

    /// Lets the record written last to the shard of a key be one that can't be processed.
    void poison(int rank) {
        log.poison(log.shardOf(rank));
    }

    /// A change as consumers see it: what the writer was told is taken for the item.
    private static @Nullable JsonNode changed(@Nullable JsonNode item) {
        if (item == null) return null;
        var nodes = JsonNodeFactory.instance;
        return nodes.objectNode().set("dynamodb", nodes.objectNode().set("NewImage", item));
    }
}
