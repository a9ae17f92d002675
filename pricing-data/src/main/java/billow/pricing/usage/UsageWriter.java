package billow.pricing.usage;

import billow.model.usage.UsageLine;
import billow.pricing.FreeTier;
import java.io.OutputStream;
import java.util.TreeMap;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// Writes usage files, one line of text per usage line.
final class UsageWriter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private UsageWriter() {}

    static void write(UsageFile file, OutputStream out) {
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeNumberProperty("billow-usage", UsageFile.FORMAT);
            json.writeStringProperty("region", file.usage().region());
            switch (file.freeTier()) {
                case NONE -> json.writeBooleanProperty("freeTier", false);
                case ALWAYS_FREE -> json.writeBooleanProperty("freeTier", true);
                case LEGACY_TWELVE_MONTHS -> json.writeStringProperty("freeTier", FreeTier.LEGACY_TWELVE_MONTHS.id());
            }
            json.writeStringProperty("month", file.month().id());
            json.writeArrayPropertyStart("usage");
            for (var line : file.usage().lines()) {
                json.writeRaw("\n");
                write(line, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw("\n");
        }
    }

    private static void write(UsageLine line, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("meter", line.meter());
        json.writeNumberProperty("quantity", line.quantity());
        if (line.node() != null) json.writeStringProperty("node", line.node());
        if (line.region() != null) json.writeStringProperty("region", line.region());
        if (!line.tags().isEmpty()) {
            json.writeObjectPropertyStart("tags");
            new TreeMap<>(line.tags()).forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        if (line.causedByFailure()) json.writeBooleanProperty("failure", true);
        json.writeEndObject();
    }
}
