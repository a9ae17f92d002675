package billow.model.param;

import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.List;

/// The wording of range messages, so that every value that is refused is refused in the same way.
final class Complaint {
    private Complaint() {}

    static String range(double min, double max, double received, Unit unit) {
        var symbol = unit.symbol().isEmpty() ? "" : " " + unit.symbol();
        return "Expected %s to %s%s, received %s."
                .formatted(Quantity.print(min), Quantity.print(max), symbol, Quantity.print(received));
    }

    static String between(String min, String max, String received) {
        return "Expected %s to %s, received %s.".formatted(min, max, received);
    }

    static String oneOf(List<String> options, String received) {
        return "Expected one of %s, received %s.".formatted(String.join(", ", options), received);
    }
}
