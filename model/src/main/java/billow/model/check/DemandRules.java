package billow.model.check;

import billow.model.archetype.FanOut;
import billow.model.archetype.Gateway;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.archetype.Interaction.Operate;
import billow.model.archetype.LoadBalancer;
import billow.model.archetype.ObjectStore;
import billow.model.archetype.PartitionedLog;
import billow.model.archetype.Table;
import billow.model.archetype.TableOperation;
import billow.model.archetype.TrafficSource;
import billow.model.check.Wiring.Wire;
import billow.model.edit.Edit;
import billow.model.kind.LinkKind;
import billow.model.param.Param;
import billow.model.quota.Limits;
import billow.model.service.KinesisStream;
import billow.model.service.TableCapacity;
import billow.model.service.TableOperations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Rules about what clients demand of tables, as it follows from rates, shares and calls along waiting links. What
/// comes through queues, streams, workflows and caches is left out, so that a warning is never too early.
final class DemandRules {
    private static final double KILOBYTE = 1024;
    private static final int EXACT = 10_000;

    private DemandRules() {}

    /// @param reads  units per second
    /// @param writes units per second
    private record Units(double reads, double writes) {
        private Units plus(Units other, double times) {
            return new Units(reads + times * other.reads, writes + times * other.writes);
        }
    }

    static List<Finding> hotKeys(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        wiring.all(Table.class).forEach((id, table) -> {
            var hottest = new Units(0, 0);
            for (var source : wiring.all(TrafficSource.class).entrySet())
                hottest = hottest.plus(
                        demand(wiring, id, source.getKey(), DemandRules::ofOneKey),
                        favourite(source.getValue().keys()));
            double reads = Limits.limit("dynamodb.partitionReads").standard();
            double writes = Limits.limit("dynamodb.partitionWrites").standard();
            if (hottest.writes > writes) findings.add(hot(wiring, id, false, writes, hottest.writes));
            if (hottest.reads > reads) findings.add(hot(wiring, id, true, reads, hottest.reads));
        });
        return findings;
    }

    private static Finding hot(Wiring wiring, String table, boolean reads, double most, double demand) {
        var finding = Finding.warning(
                "dynamodb.hot-key",
                Paths.node(table),
                "The most popular key is asked for %.0f %s units a second; a single key gets at most %.0f.\nMaybe spread it over several keys, or let a cache answer for it."
                        .formatted(demand, reads ? "read" : "write", most));
        return spread(wiring, table, reads, demand / most).map(finding::mended).orElse(finding);
    }

    /// Write sharding, so many times as thin as now. There is none where something queries the table: it would have to
    /// ask for each of the keys, which is for the designer to draw.
    private static Optional<Edit> spread(Wiring wiring, String table, boolean reads, double times) {
        var edits = new ArrayList<Edit>();
        for (var wire : wiring.to(table).toList()) {
            if (!(wire.interaction() instanceof Operate operate)) continue;
            if (operate.operation() == TableOperation.QUERY && operate.index() == null) return Optional.empty();
            if (operate.operation().reads() != reads || operate.operation() == TableOperation.SCAN) continue;
            long shards = (long) Math.ceil(operate.keyShards() * times);
            if (shards > TableOperations.SHARDS.max()) return Optional.empty();
            edits.add(Mend.link(wire, TableOperations.SHARDS.name(), shards));
        }
        return edits.isEmpty()
                ? Optional.empty()
                : Optional.of(new Edit.Together("Spread the keys of " + table, edits));
    }

    static List<Finding> aboveOnDemand(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        wiring.all(Table.class).forEach((id, table) -> {
            if (!(table.capacity() instanceof Table.OnDemand free)) return;
            var all = new Units(0, 0);
            for (var source : wiring.all(TrafficSource.class).keySet())
                all = all.plus(demand(wiring, id, source, DemandRules::units), 1);
            if (all.writes > free.initialWrites())
                findings.add(above(id, "write", free.initialWrites(), all.writes, TableCapacity.WARM_WRITES));
            if (all.reads > free.initialReads())
                findings.add(above(id, "read", free.initialReads(), all.reads, TableCapacity.WARM_READS));
        });
        return findings;
    }

    private static Finding above(String table, String what, double first, double demand, Param.Whole warm) {
        var finding = Finding.warning(
                "dynamodb.on-demand-peak",
                Paths.node(table),
                "%.0f %s units a second are asked for; a new table takes %.0f at once and then twice its previous peak.\nMaybe set its warm throughput in advance."
                        .formatted(demand, what, first));
        long wanted = (long) Math.ceil(demand);
        return wanted > warm.max() ? finding : finding.mended(Mend.node(table, warm, Math.max(warm.min(), wanted)));
    }

    /// Source: Kinesis Data Streams Developer Guide, "Quotas and limits".
    static List<Finding> shardDemand(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        wiring.all(PartitionedLog.class).forEach((id, log) -> {
            if (!(log.capacity() instanceof PartitionedLog.Shards(int shards))) return;
            double records = 0;
            double bytes = 0;
            for (var wire : wiring.to(id).toList())
                if (wire.interaction() instanceof Interaction.Put put)
                    for (var source : wiring.all(TrafficSource.class).keySet()) {
                        double perSecond = begun(wiring, wire, source, new HashSet<>()) * put.batch();
                        records += perSecond;
                        bytes += perSecond * put.recordBytes().mean();
                    }
            if (bytes > 0 && records > 0 && bytes / records > log.recordBytes()) return; // such records are refused
            long needed = (long) Math.ceil(Math.max(records / log.shardRecords(), bytes / log.shardBytes()));
            if (needed > shards) findings.add(tooFewShards(id, shards, needed, records, bytes));
        });
        return findings;
    }

    /// All records of one key go to one shard. Source: Kinesis Data Streams developer guide, "Quotas and limits".
    static List<Finding> hotShards(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        wiring.all(PartitionedLog.class).forEach((id, log) -> {
            double records = 0;
            double bytes = 0;
            for (var wire : wiring.to(id).toList())
                if (wire.interaction() instanceof Interaction.Put put && !put.spread())
                    for (var source : wiring.all(TrafficSource.class).entrySet()) {
                        double perSecond = begun(wiring, wire, source.getKey(), new HashSet<>())
                                * put.batch()
                                * favourite(source.getValue().keys());
                        records += perSecond;
                        bytes += perSecond * put.recordBytes().mean();
                    }
            if (records > log.shardRecords() || bytes > log.shardBytes())
                findings.add(Finding.warning(
                        "kinesis.hot-shard",
                        Paths.node(id),
                        "The most popular key puts %.0f records and %.0f KB a second; its shard takes %.0f and %.0f, whatever the number of shards.\nMaybe give records a partition key of their own."
                                .formatted(
                                        records, bytes / KILOBYTE, log.shardRecords(), log.shardBytes() / KILOBYTE)));
        });
        return findings;
    }

    private static Finding tooFewShards(String id, int shards, long needed, double records, double bytes) {
        var finding = Finding.warning(
                "kinesis.shard-demand",
                Paths.node(id, KinesisStream.SHARDS.name()),
                "Expected at least %d shards for %.0f records and %.0f KB a second, received %d; what is above is refused."
                        .formatted(needed, records, bytes / KILOBYTE, shards));
        return needed > KinesisStream.SHARDS.max()
                ? finding
                : finding.mended(Mend.node(id, KinesisStream.SHARDS, needed));
    }

    /// Invocations of a function a second, on behalf of all clients, whoever waits for them. Polled ones are left out:
    /// mappings have limits of their own.
    static double invocations(Wiring wiring, String function) {
        double sum = 0;
        for (var source : wiring.all(TrafficSource.class).keySet())
            sum += arriving(wiring, function, source, new HashSet<>());
        return sum;
    }

    private static double arriving(Wiring wiring, String node, String source, Set<String> seen) {
        if (!seen.add(node)) return 0;
        double sum = 0;
        for (var wire : wiring.to(node).toList()) {
            if (wire.aside() || wire.link().kind() == LinkKind.WATCH) continue;
            if (wire.interaction() instanceof Interaction.Poll || wire.interaction() instanceof Interaction.Read)
                continue;
            var from = wire.from().id();
            sum += switch (wiring.types().get(from)) {
                case TrafficSource traffic -> from.equals(source) ? rate(traffic) * share(wiring, wire) : 0;
                case Gateway gateway -> arriving(wiring, from, source, seen) * share(wiring, wire);
                case LoadBalancer balancer -> arriving(wiring, from, source, seen) * share(wiring, wire);
                case InstancePool pool ->
                    arriving(wiring, from, source, seen) * wire.plan().calls();
                // Each target gets a copy; what filters keep back is not known here.
                case FanOut fanOut -> arriving(wiring, from, source, seen);
                case ObjectStore store -> arriving(wiring, from, source, seen);
                case null, default -> 0;
            };
        }
        seen.remove(node);
        return sum;
    }

    /// Of the partition key that gets most of it.
    private static Units ofOneKey(Operate operate) {
        return new Units(0, 0).plus(units(operate), 1.0 / operate.keyShards());
    }

    private static Units demand(Wiring wiring, String table, String source, Function<Operate, Units> units) {
        var sum = new Units(0, 0);
        for (var wire : wiring.to(table).toList())
            if (wire.interaction() instanceof Operate operate)
                sum = sum.plus(units.apply(operate), over(wiring, wire, source, new HashSet<>()));
        return sum;
    }

    /// Calls per second over a link on behalf of one source.
    private static double over(Wiring wiring, Wire wire, String source, Set<String> seen) {
        return wire.waits() ? begun(wiring, wire, source, seen) : 0;
    }

    /// As [#over], whether or not the caller waits.
    private static double begun(Wiring wiring, Wire wire, String source, Set<String> seen) {
        var from = wire.from().id();
        if (!seen.add(from)) return 0;
        try {
            return switch (wiring.types().get(from)) {
                case TrafficSource traffic -> from.equals(source) ? rate(traffic) * share(wiring, wire) : 0;
                case Gateway gateway -> into(wiring, from, source, seen) * share(wiring, wire);
                case InstancePool pool ->
                    into(wiring, from, source, seen) * wire.plan().calls();
                case null, default -> 0;
            };
        } finally {
            seen.remove(from);
        }
    }

    private static double into(Wiring wiring, String node, String source, Set<String> seen) {
        double sum = 0;
        for (var wire : wiring.to(node).toList()) sum += over(wiring, wire, source, seen);
        return sum;
    }

    private static double rate(TrafficSource traffic) {
        return switch (traffic.arrivals()) {
            case TrafficSource.Constant constant -> constant.perSecond();
            case TrafficSource.Poisson poisson -> poisson.perSecond();
            case TrafficSource.Users u -> 0;
            case TrafficSource.Trace t -> 0;
        };
    }

    private static double share(Wiring wiring, Wire wire) {
        double all = wiring.from(wire.from().id())
                .filter(w -> !w.aside())
                .mapToDouble(w -> w.plan().share())
                .sum();
        return all == 0 ? 0 : wire.plan().share() / all;
    }

    private static Units units(Operate operate) {
        double bytes = operate.itemBytes().mean();
        int items = switch (operate.operation()) {
            case GET, PUT, UPDATE, DELETE -> 1;
            // The other items of a batch or transaction have other keys.
            case BATCH_GET, TRANSACT_GET, BATCH_WRITE, TRANSACT_WRITE -> 1;
            case QUERY -> operate.items();
            // A scan is about no key in particular.
            case SCAN -> 0;
        };
        double twice = operate.operation().transactional() ? 2 : 1;
        if (!operate.operation().reads()) return new Units(0, twice * items * Math.max(1, Math.ceil(bytes / KILOBYTE)));
        double factor = operate.strong() || twice > 1 ? twice : 0.5;
        if (operate.index() != null) return new Units(0, 0);
        return new Units(items == 0 ? 0 : factor * Math.max(1, Math.ceil(items * bytes / (4 * KILOBYTE))), 0);
    }

    /// Share of the most popular key.
    private static double favourite(TrafficSource.Popularity keys) {
        double sum = 0;
        long exact = Math.min(keys.count(), EXACT);
        for (long k = 1; k <= exact; k++) sum += Math.pow(k, -keys.exponent());
        // The rest by an integral, from one half below the first to one half above the last.
        double s = 1 - keys.exponent();
        double low = exact + 0.5;
        double high = keys.count() + 0.5;
        if (keys.count() > exact)
            sum += Math.abs(s) < 1e-9 ? Math.log(high / low) : (Math.pow(high, s) - Math.pow(low, s)) / s;
        return 1 / sum;
    }
}
