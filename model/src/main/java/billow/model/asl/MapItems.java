package billow.model.asl;

import billow.model.expression.Template;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Where a Map's items come from and how they are handed on.
///
/// @param items `ItemsPath` or `Items`, or null for the state's input
/// @param selector `ItemSelector` (or the older `Parameters`), or null for the item as it is
/// @param reader `ItemReader`, or null
/// @param batcher `ItemBatcher`, or null
/// @param count how many items there are where no data says so; Billow's own field `ItemCount`, null when not given
public record MapItems(
        @Nullable Template items,
        @Nullable Template selector,
        @Nullable Reader reader,
        @Nullable Batcher batcher,
        @Nullable Integer count) {

    /// A data set read from elsewhere.
    ///
    /// @param resource the integration that reads it, such as `arn:aws:states:::s3:getObject`
    /// @param arguments `Parameters` or `Arguments`
    /// @param config `ReaderConfig` as written, or null
    /// @param maxItems `MaxItems` or `MaxItemsPath`, or null for all
    public record Reader(
            String resource,
            @Nullable Template arguments,
            @Nullable JsonNode config,
            @Nullable Template maxItems) {}

    /// Items handed on in groups.
    ///
    /// @param maxItems items in a batch at most, or null
    /// @param maxBytes bytes of JSON in a batch at most, 1 to 262 144, or null
    /// @param input added to each batch, or null
    public record Batcher(
            @Nullable Template maxItems,
            @Nullable Template maxBytes,
            @Nullable Template input) {}
}
