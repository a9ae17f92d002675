package billow.app.study.bill;

import billow.model.design.Design;
import billow.pricing.Discount;
import billow.pricing.UsageException;
import billow.pricing.book.PriceBook;
import billow.pricing.usage.UsageFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/// The `discounts` field of a design, written as in a usage file.
public final class DesignDiscounts {
    private static final String FIELD = "discounts";

    private DesignDiscounts() {}

    /// @throws UsageException when they make no sense; the message says where
    public static List<Discount> of(Design design, PriceBook book) {
        var field = design.extra().get(FIELD);
        if (field == null) return List.of();
        var file = JsonNodeFactory.instance.objectNode().put("billow-usage", UsageFile.FORMAT);
        file.putArray("usage");
        file.set(FIELD, field);
        try (var in = new ByteArrayInputStream(file.toString().getBytes(StandardCharsets.UTF_8))) {
            return UsageFile.read(in, book).discounts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
