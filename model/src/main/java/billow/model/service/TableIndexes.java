package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Table;
import billow.model.kind.NodeKind.ParamComplaint;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Secondary indexes of a table. Global ones are written as an object by name; what a member leaves out is as the
/// table has it.
final class TableIndexes {
    static final Param.Document GLOBAL = new Param.Document(
            documented(
                    "globalSecondaryIndexes",
                    Section.DATA,
                    "Global secondary indexes by name, each an object that may have readCapacityUnits,"
                            + " writeCapacityUnits, readMaxCapacity, writeMaxCapacity (as the table unless given),"
                            + " projection (ALL, KEYS_ONLY, INCLUDE), projectedShare of the item's size (INCLUDE),"
                            + " writeShare (of the table's writes that touch it, 1), keyChanges (share of those that"
                            + " move an entry, 0), keys and keySkew (partition keys of the index and their popularity;"
                            + " without keys each item has its own)."),
            "indexes by name",
            null);
    static final Param.Whole LOCAL = Declare.whole(
            "localSecondaryIndexes",
            Section.DATA,
            Unit.COUNT,
            "dynamodb.localIndexes",
            "Local secondary indexes with all attributes: each write costs its units once more for each.");
    static final Param.Size COLLECTION = new Param.Size(
            Declare.assumed(
                    "itemCollectionSize",
                    Section.DATA,
                    "Size of the largest set of items with the same partition key; with local indexes at most 10 GB."),
            Unit.GIGABYTE,
            0,
            1L << 50,
            0L);

    private static final String[] PROJECTIONS = {"ALL", "KEYS_ONLY", "INCLUDE"};
    private static final String SHARE_EXPECTED = "0 to 1";
    private static final String UNITS_EXPECTED = "a whole number of at least 1";

    /// What numbers an index may have, and what is expected of them.
    private static final Map<String, String> NUMBERS = new TreeMap<>(Map.of(
            "readCapacityUnits", UNITS_EXPECTED,
            "writeCapacityUnits", UNITS_EXPECTED,
            "readMaxCapacity", UNITS_EXPECTED,
            "writeMaxCapacity", UNITS_EXPECTED,
            "projectedShare", SHARE_EXPECTED,
            "writeShare", SHARE_EXPECTED,
            "keyChanges", SHARE_EXPECTED,
            "keys", UNITS_EXPECTED,
            "keySkew", "0 to 10"));

    private static final Set<String> WHOLE =
            Set.of("readCapacityUnits", "writeCapacityUnits", "readMaxCapacity", "writeMaxCapacity", "keys");

    private TableIndexes() {}

    /// The global indexes; what is not as expected is left as the default, [#complaints] tells of it.
    static List<Table.Index> of(Params p) {
        var declared = p.find(GLOBAL).orElse(null);
        if (declared == null) return List.of();
        var indexes = new ArrayList<Table.Index>();
        declared.forEachEntry((name, node) -> indexes.add(index(p, name, node)));
        int most = (int) limit("dynamodb.globalIndexes").maximum();
        return indexes.size() > most ? indexes.subList(0, most) : indexes;
    }

    private static Table.Index index(Params p, String name, JsonNode node) {
        var projection = projection(node);
        double share = switch (projection) {
            case "KEYS_ONLY" -> 0;
            case "INCLUDE" -> number(node, "projectedShare", 0.5);
            default -> 1;
        };
        return new Table.Index(
                name,
                TableCapacity.of(capacity(p, node)),
                number(node, "writeShare", 1),
                number(node, "keyChanges", 0),
                projection.equals("ALL")
                        ? 0
                        : (long) limit("dynamodb.stream.keySize").standard(),
                share,
                (long) number(node, "keys", 0),
                number(node, "keySkew", 0));
    }

    /// The table's parameters with those of the index in their place; ceilings of auto scaling are not inherited.
    private static Params capacity(Params p, JsonNode node) {
        var own = p;
        for (var param : List.of(TableCapacity.READ_UNITS, TableCapacity.WRITE_UNITS))
            if (valid(node, param.name())) own = own.with(param, (long) number(node, param.name(), 1));
        for (var param : List.of(TableCapacity.READ_MAX, TableCapacity.WRITE_MAX))
            own = own.with(param, valid(node, param.name()) ? (Long) (long) number(node, param.name(), 1) : null);
        return own;
    }

    private static String projection(JsonNode node) {
        var value = node.get("projection");
        var text = value != null && value.isString() ? value.stringValue() : "ALL";
        return Stream.of(PROJECTIONS).filter(text::equals).findFirst().orElse("ALL");
    }

    private static double number(JsonNode node, String name, double otherwise) {
        return valid(node, name) ? node.get(name).doubleValue() : otherwise;
    }

    private static boolean valid(JsonNode node, String name) {
        var value = node.get(name);
        return value != null && wrong(name, value).isEmpty();
    }

    private static Optional<String> wrong(String name, JsonNode value) {
        var expected = NUMBERS.get(name);
        if (expected == null) return Optional.empty();
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        boolean fits = WHOLE.contains(name)
                ? number >= 1 && number <= 1e9 && number == Math.rint(number)
                : number >= 0 && number <= (name.equals("keySkew") ? 10 : 1);
        return fits ? Optional.empty() : Optional.of("Expected %s, received %s.".formatted(expected, value));
    }

    /// Everything that is not as expected in the indexes.
    static List<ParamComplaint> complaints(Params p) {
        var found = new ArrayList<ParamComplaint>();
        p.find(GLOBAL).ifPresent(declared -> {
            declared.forEachEntry((name, node) -> complain(name, node, found));
            int most = (int) limit("dynamodb.globalIndexes").maximum();
            if (declared.size() > most)
                found.add(about(null, "Expected at most %d indexes, received %d.".formatted(most, declared.size())));
        });
        double most = limit("dynamodb.partitionSize").standard();
        double gigabytes = Declare.gigabytes(p.get(COLLECTION));
        if (p.get(LOCAL) > 0 && gigabytes > most)
            found.add(new ParamComplaint(
                    COLLECTION.name(),
                    "dynamodb.collection-too-large",
                    "Expected at most %.0f GB of items with the same partition key in a table with local indexes, received %.1f GB."
                            .formatted(most, gigabytes)));
        return found;
    }

    private static void complain(String name, JsonNode node, List<ParamComplaint> found) {
        if (!node.isObject()) {
            found.add(about(name, "Expected an object, received %s.".formatted(node)));
            return;
        }
        node.forEachEntry((member, value) -> {
            if (member.equals("projection")) {
                if (!Set.of(PROJECTIONS).contains(value.isString() ? value.stringValue() : ""))
                    found.add(about(
                            name + "." + member,
                            "Expected %s, received %s.".formatted(String.join(", ", PROJECTIONS), value)));
            } else if (!NUMBERS.containsKey(member)) {
                found.add(about(
                        name + "." + member,
                        "Expected projection, %s; there is no such member of an index."
                                .formatted(String.join(", ", NUMBERS.keySet()))));
            } else {
                wrong(member, value).ifPresent(words -> found.add(about(name + "." + member, words)));
            }
        });
    }

    private static ParamComplaint about(@Nullable String place, String message) {
        return new ParamComplaint(
                place == null ? GLOBAL.name() : GLOBAL.name() + "." + place, "dynamodb.index", message);
    }
}
