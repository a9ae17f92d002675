package billow.model.asl;

import billow.model.expression.QueryLanguage;
import billow.model.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a Map, inline or distributed, in its present and its older form (`Iterator`, `Parameters`).
final class MapParser {
    private final StateParser states;
    private final Fields fields;
    private final QueryLanguage language;
    private final WorkflowType type;

    MapParser(StateParser states, Fields fields, QueryLanguage language, WorkflowType type) {
        this.states = states;
        this.fields = fields;
        this.language = language;
        this.type = type;
    }

    State read(State.Header header) {
        MapProcessing processing = processing();
        return new State.Map(
                header,
                items(processing.distributed()),
                processing,
                RetryParser.retriers(fields),
                RetryParser.catchers(fields, language),
                StateParser.next(fields));
    }

    private MapItems items(boolean distributed) {
        Template items = null;
        if (language == QueryLanguage.JSONATA) {
            items = fields.template("Items", language);
        } else if (fields.has("ItemsPath")) {
            items = DataFlowParser.expression(fields, "ItemsPath", fields.text("ItemsPath"));
        }
        Template selector = fields.template("ItemSelector", language);
        if (selector == null && language == QueryLanguage.JSON_PATH) {
            selector = fields.template("Parameters", language);
        }
        MapItems.Reader reader = reader();
        MapItems.Batcher batcher = batcher();
        if (!distributed && (reader != null || batcher != null)) {
            fields.error(
                    reader != null ? "ItemReader" : "ItemBatcher",
                    "Expected it only in a distributed Map, received it in an inline one.");
        }
        Long count = fields.whole("ItemCount", 0, Integer.MAX_VALUE);
        return new MapItems(items, selector, reader, batcher, count == null ? null : count.intValue());
    }

    private MapItems.@Nullable Reader reader() {
        Fields reader = fields.object("ItemReader");
        if (reader == null) {
            return null;
        }
        String resource = reader.requiredText("Resource");
        Template arguments = arguments(reader, "ItemReader/");
        JsonNode config = reader.raw("ReaderConfig");
        Template most = null;
        Fields inner = reader.object("ReaderConfig");
        if (inner != null) {
            most = StateParser.number(inner, "MaxItems", language);
        }
        reader.complainOfRest();
        return new MapItems.Reader(resource, arguments, config, most);
    }

    private MapItems.@Nullable Batcher batcher() {
        Fields batcher = fields.object("ItemBatcher");
        if (batcher == null) {
            return null;
        }
        Template items = StateParser.number(batcher, "MaxItemsPerBatch", language);
        Template bytes = StateParser.number(batcher, "MaxInputBytesPerBatch", language);
        if (items == null && bytes == null) {
            batcher.error("", "Expected MaxItemsPerBatch or MaxInputBytesPerBatch, received neither.");
        }
        Template input = batcher.template("BatchInput", language, "ItemBatcher/BatchInput");
        batcher.complainOfRest();
        return new MapItems.Batcher(items, bytes, input);
    }

    private MapProcessing processing() {
        String name = fields.has("Iterator") && !fields.has("ItemProcessor") ? "Iterator" : "ItemProcessor";
        Fields processor = fields.object(name);
        boolean distributed = false;
        WorkflowType childType = WorkflowType.STANDARD;
        Flow flow = new Flow("", java.util.Map.of());
        if (processor == null) {
            fields.error(name, "Expected an object with StartAt and States, received none.");
        } else {
            Fields config = processor.object("ProcessorConfig");
            if (config != null) {
                distributed = mode(config).equals("DISTRIBUTED");
                childType = childType(config, distributed);
            }
            flow = distributed ? states.isolatedFlow(processor) : states.flow(processor);
            processor.complainOfRest();
        }
        if (distributed && type == WorkflowType.EXPRESS) {
            fields.error(
                    name + ".ProcessorConfig.Mode", "Expected INLINE in an Express workflow, received DISTRIBUTED.");
        }
        Template toleratedPercentage = language == QueryLanguage.JSON_PATH
                ? StateParser.pathOr(fields, "ToleratedFailurePercentage", "ToleratedFailurePercentagePath")
                : fields.template("ToleratedFailurePercentage", language);
        Template toleratedCount = StateParser.number(fields, "ToleratedFailureCount", language);
        return new MapProcessing(
                flow,
                distributed,
                childType,
                StateParser.number(fields, "MaxConcurrency", language),
                toleratedCount,
                toleratedPercentage,
                writer(),
                fields.text("Label"));
    }

    private static String mode(Fields config) {
        String mode = config.text("Mode");
        if (!mode.isEmpty() && !List.of("INLINE", "DISTRIBUTED").contains(mode)) {
            config.error("Mode", "Expected INLINE or DISTRIBUTED, received " + mode + ".");
        }
        return mode;
    }

    private static WorkflowType childType(Fields config, boolean distributed) {
        String word = config.text("ExecutionType");
        if (distributed && word.isEmpty()) {
            config.error("ExecutionType", "Expected STANDARD or EXPRESS for a distributed Map, received none.");
        }
        if (!word.isEmpty() && !List.of("STANDARD", "EXPRESS").contains(word)) {
            config.error("ExecutionType", "Expected STANDARD or EXPRESS, received " + word + ".");
        }
        return word.equals("EXPRESS") ? WorkflowType.EXPRESS : WorkflowType.STANDARD;
    }

    private MapProcessing.@Nullable Writer writer() {
        Fields writer = fields.object("ResultWriter");
        if (writer == null) {
            return null;
        }
        String resource = writer.text("Resource");
        MapProcessing.Writer read =
                new MapProcessing.Writer(resource, arguments(writer, "ResultWriter/"), writer.raw("WriterConfig"));
        writer.complainOfRest();
        return read;
    }

    private @Nullable Template arguments(Fields at, String field) {
        String name = language == QueryLanguage.JSONATA ? "Arguments" : "Parameters";
        return at.template(name, language, field + name);
    }
}
