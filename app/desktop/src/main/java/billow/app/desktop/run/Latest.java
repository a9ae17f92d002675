package billow.app.desktop.run;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands the newest value from one thread to another; values that were not picked up are replaced.
final class Latest<T> {
    private final AtomicReference<@Nullable T> slot = new AtomicReference<>();

    void publish(T value) {
        slot.set(value);
    }

    /// Called once per frame by the receiving thread.
    void take(Consumer<? super T> receiver) {
        var value = slot.getAndSet(null);
        if (value != null) receiver.accept(value);
    }

    void clear() {
        slot.set(null);
    }
}
