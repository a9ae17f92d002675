package billow.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.param.Param;
import billow.model.service.Account;
import billow.model.service.Catalogue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The bounds that a range message prints can be typed in: they are read back as values within the range.
class RangesTest {
    private static final Pattern BOUNDS =
            Pattern.compile("Expected (.+?) to (.+?)(?: or .+?|, .+?)?, received .*", Pattern.DOTALL);

    @Test
    void printedBoundsAreWithinTheRange() {
        int seen = 0;
        for (var entry : declared().entrySet()) seen += check(entry.getKey(), entry.getValue());
        assertThat(seen).isGreaterThan(300);
    }

    private static Map<String, Param<?>> declared() {
        var all = new LinkedHashMap<String, Param<?>>();
        for (var param : Account.PARAMS) all.put("account." + param.name(), param);
        for (var kind : Catalogue.kinds()) {
            for (var param : kind.params()) all.put(kind.id() + "." + param.name(), param);
            for (var outlet : kind.outlets())
                for (var param : outlet.params()) all.put(kind.id() + " out " + param.name(), param);
            for (var inlet : kind.inlets())
                for (var param : inlet.params()) all.put(kind.id() + " in " + param.name(), param);
        }
        return all;
    }

    private static int check(String name, Param<?> param) {
        return switch (param) {
            case Param.Whole p -> check(name, p, p.min() - 1, p.max() < Long.MAX_VALUE ? p.max() + 1 : p.min() - 1);
            case Param.Real p -> check(name, p, p.min() - 1, p.max() + 1);
            case Param.Span p -> check(name, p, p.minNanos() - 1, p.maxNanos() + 1);
            case Param.Size p -> check(name, p, p.minBytes() - 1, p.maxBytes() + 1);
            case Param.Choice p -> 0;
            case Param.Flag p -> 0;
            case Param.Law p -> 0;
            case Param.Text p -> 0;
            case Param.Document p -> 0;
        };
    }

    @SafeVarargs
    private static <T> int check(String name, Param<T> param, T... outside) {
        for (var value : outside) {
            var message = param.complaint(value).orElseThrow(() -> new AssertionError(name + " takes " + value));
            var bounds = BOUNDS.matcher(message);
            assertThat(bounds.matches()).as("%s: %s", name, message).isTrue();
            for (int i = 1; i <= 2; i++) {
                assertThat(ParamText.accept(param, bounds.group(i)))
                        .as("%s: %s of %s", name, bounds.group(i), message)
                        .isInstanceOf(ParamText.Value.class);
                assertThat(bounds.group(i)).as("%s: %s", name, message).doesNotContainPattern("[1-9]\\d{8,}[1-9]");
            }
        }
        return 1;
    }
}
