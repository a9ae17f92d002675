package billow.pricing.usage;

import billow.model.usage.UsageLine;
import billow.pricing.Discount;
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
            if (!file.discounts().isEmpty()) {
                json.writeArrayPropertyStart("discounts");
                for (var discount : file.discounts()) write(discount, json);
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeRaw("\n");
        }
    }

    private static void write(Discount discount, JsonGenerator json) {
        json.writeStartObject();
        switch (discount) {
            case Discount.Percentage off -> {
                json.writeStringProperty("service", off.service());
                json.writeNumberProperty("percent", off.percent());
            }
            case Discount.SavingsPlan plan -> {
                json.writeNumberProperty("savingsPlan", plan.hourlyCommitment());
                json.writeNumberProperty("percent", plan.percent());
                json.writeArrayPropertyStart("meters");
                plan.meters().stream().sorted().forEach(json::writeString);
                json.writeEndArray();
            }
            case Discount.Credit credit -> {
                json.writeNumberProperty("credit", credit.amount());
                json.writeStringProperty("name", credit.name());
            }
        }
        json.writeEndObject();
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
