package billow.model.service;

import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Interaction;
import billow.model.archetype.TableOperation;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;

/// What a link can ask of a table, or of a cache before it.
public final class TableOperations {
    static final Param.Choice OPERATION = choice(
            documented("operation", Section.LOAD, "What is done to the table."),
            "getItem",
            "getItem",
            "Read one item.",
            "batchGetItem",
            "Read several items, each rounded up.",
            "transactGetItems",
            "Read several items in a transaction, twice the units.",
            "query",
            "Read a range of items, rounded up in sum.",
            "scan",
            "Read everything in its way, rounded up in sum.",
            "putItem",
            "Write an item.",
            "updateItem",
            "Change an item.",
            "deleteItem",
            "Delete an item.",
            "batchWriteItem",
            "Write several items, each rounded up.",
            "transactWriteItems",
            "Write several items in a transaction, twice the units.");
    static final Param.Law ITEM_SIZE = Declare.size(
            assumed(
                    "itemSize",
                    Section.DATA,
                    "Size of one item with its attribute names; for writes the larger of before and after."),
            Declare.kilobytes(1));
    static final Param.Whole ITEMS = new Param.Whole(
            assumed("items", Section.DATA, "Items of one batch, query, scan or transaction."),
            Unit.COUNT,
            1,
            1_000_000,
            1L);
    static final Param.Flag CONSISTENT = new Param.Flag(
            documented(
                    "consistentRead",
                    Section.BEHAVIOUR,
                    "Strongly consistent read: twice the units of an eventually consistent one."),
            false);
    static final Param.Real CONDITION_FAILS = new Param.Real(
            assumed(
                    "conditionFails",
                    Section.RELIABILITY,
                    "Share of conditional writes that are refused; they are charged all the same."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    static final Param.Real MISSING = new Param.Real(
            assumed("missing", Section.DATA, "Share of reads that find no item."), Unit.PERCENT, 0, 1, 0.0);

    static final Param.Text INDEX = new Param.Text(
            documented(
                    "indexName",
                    Section.DATA,
                    "Global secondary index that a query or scan reads; without it the table itself."),
            255,
            null);
    static final Param.Real RETURNED = new Param.Real(
            assumed(
                    "returned",
                    Section.DATA,
                    "Share of the items a query or scan evaluates that pass its filter; all of them are charged."),
            Unit.PERCENT,
            0,
            1,
            1.0);

    private TableOperations() {}

    public static final Param.Whole SHARDS = new Param.Whole(
            assumed(
                    "keyShards",
                    Section.DATA,
                    "Write sharding: partition keys, told apart by a suffix, that one key is spread over. Whoever reads a single item works out its suffix; a query asks one of them."),
            Unit.COUNT,
            1,
            1_000,
            1L);

    static Inlet inlet() {
        return new Inlet(
                LinkKind.OPERATE,
                List.of(OPERATION, ITEM_SIZE, ITEMS, CONSISTENT, CONDITION_FAILS, MISSING, INDEX, RETURNED, SHARDS),
                TableOperations::operate);
    }

    /// One item a time, stored.
    static Inlet puts() {
        return new Inlet(
                LinkKind.OPERATE,
                List.of(ITEM_SIZE),
                p -> new Interaction.Operate(TableOperation.PUT, p.get(ITEM_SIZE), 1, false, 0, 0));
    }

    private static Interaction operate(Params p) {
        return new Interaction.Operate(
                operation(p.get(OPERATION)),
                p.get(ITEM_SIZE),
                Math.toIntExact(p.get(ITEMS)),
                p.get(CONSISTENT),
                p.get(CONDITION_FAILS),
                p.get(MISSING),
                p.find(INDEX).filter(name -> !name.isBlank()).orElse(null),
                p.get(RETURNED),
                Math.toIntExact(p.get(SHARDS)));
    }

    private static TableOperation operation(String word) {
        return switch (word) {
            case "batchGetItem" -> TableOperation.BATCH_GET;
            case "transactGetItems" -> TableOperation.TRANSACT_GET;
            case "query" -> TableOperation.QUERY;
            case "scan" -> TableOperation.SCAN;
            case "putItem" -> TableOperation.PUT;
            case "updateItem" -> TableOperation.UPDATE;
            case "deleteItem" -> TableOperation.DELETE;
            case "batchWriteItem" -> TableOperation.BATCH_WRITE;
            case "transactWriteItems" -> TableOperation.TRANSACT_WRITE;
            default -> TableOperation.GET;
        };
    }
}
