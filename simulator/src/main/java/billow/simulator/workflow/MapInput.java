package billow.simulator.workflow;

import billow.model.asl.ErrorNames;
import billow.model.asl.MapItems;
import billow.model.asl.State;
import billow.model.expression.EvaluationFailure;
import billow.model.expression.Scope;
import billow.model.expression.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The items of one Map run: values, with names when they are an object's members, or a bare number of items without
/// data; already grouped when the Map batches.
final class MapInput {
    static final MapInput NONE = new MapInput(List.of(), List.of(), 0, false);

    private final List<JsonNode> values;
    private final List<String> names;
    private final int count;
    private final boolean batched;

    private MapInput(List<JsonNode> values, List<String> names, int count, boolean batched) {
        this.values = values;
        this.names = names;
        this.count = count;
        this.batched = batched;
    }

    /// The items a Map finds in its state's input.
    static MapInput of(Execution execution, Branch owner, State.Map state) {
        Integer given = state.items().count();
        if (execution.dataless()) {
            return grouped(execution, owner, state, bare(given == null ? 1 : given));
        }
        Scope scope = effective(execution, owner, state);
        Template items = state.items().items();
        JsonNode found = items == null ? scope.input() : items.evaluate(scope);
        boolean jsonata = MapRun.isJsonata(state);
        boolean iterable = found.isArray()
                || found.isObject() && jsonata && state.processing().distributed();
        if (!iterable && given != null) {
            return grouped(execution, owner, state, bare(given));
        }
        if (!iterable) {
            throw jsonata ? noArray(items, found) : noReferenceToArray(items);
        }
        return grouped(execution, owner, state, items(found));
    }

    private static EvaluationFailure noArray(@Nullable Template items, JsonNode found) {
        return items != null
                ? items.wrongType(found, "array")
                : new EvaluationFailure(
                        ErrorNames.QUERY_EVALUATION, "Map state input must be an array but was: " + found);
    }

    private static EvaluationFailure noReferenceToArray(@Nullable Template items) {
        String path = items instanceof Template.Computed computed
                ? computed.expression().text()
                : "$";
        return new EvaluationFailure(ErrorNames.RUNTIME, "Reference path \"" + path + "\" must point to array.");
    }

    /// The items a reader returned: an array, an object's members, or a number of items without data.
    static MapInput read(Execution execution, Branch owner, State.Map state, JsonNode output) {
        MapInput all;
        if (output.isNumber()) {
            all = bare(output.intValue());
        } else if (output.isArray() || output.isObject() && !output.isEmpty()) {
            all = items(output);
        } else {
            Integer given = state.items().count();
            all = bare(given == null ? 1 : given);
        }
        MapItems.Reader reader = state.items().reader();
        if (reader != null && reader.maxItems() != null && !execution.dataless()) {
            int most = (int) Passage.number(reader.maxItems(), effective(execution, owner, state));
            all = all.first(most);
        }
        return grouped(execution, owner, state, all);
    }

    private static Scope effective(Execution execution, Branch owner, State.Map state) {
        Scope scope = execution.scope(owner);
        return scope.withInput(Passage.effectiveInput(state.header().data(), scope));
    }

    private static MapInput bare(int count) {
        return new MapInput(List.of(), List.of(), count, false);
    }

    private static MapInput items(JsonNode node) {
        List<JsonNode> values = new ArrayList<>(node.size());
        List<String> names = new ArrayList<>();
        if (node.isArray()) {
            node.values().forEach(values::add);
        } else {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                names.add(member.getKey());
                values.add(member.getValue());
            }
        }
        return new MapInput(values, names, values.size(), false);
    }

    private MapInput first(int most) {
        if (most <= 0 || most >= count) {
            return this;
        }
        return new MapInput(
                values.isEmpty() ? values : values.subList(0, most),
                names.isEmpty() ? names : names.subList(0, most),
                most,
                false);
    }

    int count() {
        return count;
    }

    JsonNode item(int i) {
        return values.isEmpty() ? Execution.EMPTY : values.get(i);
    }

    @Nullable
    String name(int i) {
        return names.isEmpty() ? null : names.get(i);
    }

    /// The context object's `Map` for one item.
    static JsonNode context(int index, @Nullable String name, JsonNode value) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        ObjectNode item = map.putObject("Item");
        item.put("Index", index);
        if (name != null) {
            item.put("Key", name);
        }
        item.set("Value", value);
        return map;
    }

    /// What an iteration is given: the item, or what `ItemSelector` makes of it.
    JsonNode selected(Execution execution, Branch owner, State.Map state, int i) {
        if (execution.dataless() || batched || state.items().selector() == null) {
            return item(i);
        }
        Scope scope = execution.scope(owner, context(i, name(i), item(i)));
        return state.items()
                .selector()
                .evaluate(scope.withInput(Passage.effectiveInput(state.header().data(), scope)));
    }

    private static MapInput grouped(Execution execution, Branch owner, State.Map state, MapInput all) {
        MapItems.Batcher batcher = state.items().batcher();
        if (batcher == null) {
            return all;
        }
        boolean dataless = execution.dataless();
        Scope scope = dataless ? execution.scope(owner) : effective(execution, owner, state);
        int mostItems = most(batcher.maxItems(), scope, dataless);
        int mostBytes = most(batcher.maxBytes(), scope, dataless);
        if (dataless || all.values.isEmpty()) {
            return bare((int) (((long) all.count + mostItems - 1) / mostItems));
        }
        JsonNode extra = batcher.input() == null ? null : batcher.input().evaluate(scope);
        List<JsonNode> batches = new ArrayList<>();
        ArrayNode open = null;
        long bytes = 0;
        for (int i = 0; i < all.count; i++) {
            JsonNode item = all.selected(execution, owner, state, i);
            long size = PayloadSize.bytes(item, mostBytes) + 1;
            if (open == null || open.size() >= mostItems || bytes + size > mostBytes) {
                ObjectNode batch = JsonNodeFactory.instance.objectNode();
                if (extra != null) {
                    batch.set("BatchInput", extra);
                }
                open = batch.putArray("Items");
                bytes = PayloadSize.bytes(batch, mostBytes);
                batches.add(batch);
            }
            open.add(item);
            bytes += size;
        }
        return new MapInput(batches, List.of(), batches.size(), true);
    }

    private static int most(@Nullable Template given, Scope scope, boolean dataless) {
        if (given == null || dataless && !given.isConstant()) {
            return Integer.MAX_VALUE;
        }
        return Math.max(1, (int) Passage.number(given, scope));
    }
}
