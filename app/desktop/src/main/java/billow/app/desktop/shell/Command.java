package billow.app.desktop.shell;

import java.util.function.BooleanSupplier;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/// Something the window can do, found by its title and perhaps reached by keys.
///
/// @param id     stable name
/// @param title  as shown, for example `Save as…`
/// @param keys   that start it, or null
/// @param usable whether it makes sense now
record Command(String id, String title, @Nullable KeyCombination keys, BooleanSupplier usable, Runnable action) {
    static Command of(String id, String title, @Nullable KeyCombination keys, Runnable action) {
        return new Command(id, title, keys, () -> true, action);
    }

    String keyText() {
        return keys == null ? "" : keys.getDisplayText();
    }
}
