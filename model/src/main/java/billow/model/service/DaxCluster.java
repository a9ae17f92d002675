package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.DataCache;
import billow.model.kind.Category;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.Arrays;
import java.util.List;

/// A cache before a table: Amazon DynamoDB Accelerator.
public final class DaxCluster implements NodeKind {
    /// A type of node, with the limit that tells its memory and the meter that bills it.
    private enum NodeType {
        T3_SMALL("dax.t3.small", "dynamodb.dax_t3_small"),
        R5_LARGE("dax.r5.large", "dynamodb.dax_r5_large"),
        R5_XLARGE("dax.r5.xlarge", "dynamodb.dax_r5_xlarge"),
        R5_2XLARGE("dax.r5.2xlarge", "dynamodb.dax_r5_2xlarge");

        private final String word;
        private final String meter;

        NodeType(String word, String meter) {
            this.word = word;
            this.meter = meter;
        }

        private double gigabytes() {
            return limit("dax.memory." + word.substring(4).replace(".", "_")).standard();
        }

        static NodeType of(Params p) {
            return Arrays.stream(values())
                    .filter(t -> t.word.equals(p.get(NODE_TYPE)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    public static final Param.Choice NODE_TYPE = choice(
            documented("nodeType", Section.CAPACITY, "Type of all nodes: memory and price."),
            "dax.r5.large",
            "dax.t3.small",
            "2 GB of memory, for trials.",
            "dax.r5.large",
            "16 GB of memory.",
            "dax.r5.xlarge",
            "32 GB of memory.",
            "dax.r5.2xlarge",
            "64 GB of memory.");
    public static final Param.Whole NODES = Declare.whole(
            "replicationFactor",
            Section.CAPACITY,
            Unit.COUNT,
            "dax.nodes",
            "Nodes in all: one primary and its read replicas, all with the same content. Three or more to outlive a zone.");
    public static final Param.Span RECORD_TTL = Declare.span(
            "recordTtl",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "dax.ttl",
            "How long an item is kept after it was read or written; 0 for until room is needed.");
    public static final Param.Span QUERY_TTL = Declare.span(
            "queryTtl",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "dax.ttl",
            "How long the result of a query or scan is kept, whatever is written meanwhile; 0 for not at all.");
    public static final Param.Size CACHE_MEMORY = new Param.Size(
            assumed("cacheMemory", Section.CAPACITY, "Memory for items and results; by default that of the node type."),
            Unit.MEGABYTE,
            1 << 10,
            1L << 40,
            null);
    public static final Param.Real NODE_RATE = new Param.Real(
            assumed(
                    "nodeRequestRate",
                    Section.CAPACITY,
                    "What the processor of one node can do, in hits a second; a miss counts as 10, a write as 25. None for no limit."),
            Unit.PER_SECOND,
            1,
            10_000_000,
            null);
    public static final Param.Law LATENCY = Declare.time(
            Declare.limited(
                    "latency",
                    Section.BEHAVIOUR,
                    "Time of a hit; misses and writes take it on top of the table's.",
                    "dax.hitP50"),
            Declare.millisBetween("dax.hitP50", "dax.hitP99"));

    @Override
    public String id() {
        return "aws.dax.cluster";
    }

    @Override
    public String name() {
        return "DAX cluster";
    }

    @Override
    public Category category() {
        return Category.DATA;
    }

    @Override
    public String summary() {
        return "Answers eventually consistent reads of a table from memory; everything else goes through to the table.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(NODE_TYPE, NODES, CACHE_MEMORY, NODE_RATE, RECORD_TTL, QUERY_TTL, LATENCY, Encryption.AT_REST);
    }

    @Override
    public List<Outlet> outlets() {
        return Calling.plain(LinkKind.OPERATE);
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(TableOperations.inlet());
    }

    @Override
    public boolean reaches(LinkKind kind, NodeKind to) {
        return to instanceof DynamoTable;
    }

    @Override
    public Archetype lower(Params p, String region) {
        double usable = limit("dax.memoryShare").standard() / 100;
        double bytes = Unit.GIGABYTE.toCanonical(NodeType.of(p).gigabytes()) * usable;
        return new DataCache(
                p.get(RECORD_TTL),
                p.get(QUERY_TTL),
                p.find(CACHE_MEMORY).orElse((long) bytes),
                Math.toIntExact(p.get(NODES)),
                p.find(NODE_RATE).orElse(0.0),
                limit("dax.missUnits").standard(),
                limit("dax.writeUnits").standard(),
                p.get(LATENCY));
    }

    @Override
    public List<Meter> meters() {
        return Arrays.stream(NodeType.values())
                .map(type -> new Meter(
                        type.meter,
                        "node-hour",
                        "Nodes of type %s for the time they run.".formatted(type.word),
                        (p, c) -> NodeType.of(p) == type ? p.get(NODES) * c.seconds() / 3600 : 0))
                .toList();
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("totalRequestCount", "count", "Requests."),
                new Metric("itemCacheHits", "count", "Items found in memory."),
                new Metric("itemCacheMisses", "count", "Items read from the table."),
                new Metric("queryCacheHits", "count", "Results of queries found in memory."),
                new Metric("queryCacheMisses", "count", "Queries made of the table."),
                new Metric("scanCacheHits", "count", "Results of scans found in memory."),
                new Metric("scanCacheMisses", "count", "Scans made of the table."),
                new Metric("cacheHitRatio", "%", "Share of cacheable reads found in memory."),
                new Metric("throttledRequestCount", "count", "Requests refused because the nodes were overloaded."),
                new Metric("errorRequestCount", "count", "Requests that the table refused or failed."),
                new Metric("evictedSize", "B", "Size of what had to go before its time was over."),
                new Metric("estimatedDbSize", "B", "Size of what is kept, mean and largest."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::DAX::Cluster", "aws_dax_cluster");
    }
}
