package billow.test.kinds;

import billow.model.data.DataTemplate;
import billow.model.param.Param;
import billow.model.value.Distribution.Constant;
import billow.model.value.Distribution.Exponential;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import tools.jackson.databind.json.JsonMapper;

/// Values of a parameter that are worth trying, all of them within its range.
final class ParameterValues {
    private static final long SECOND = 1_000_000_000L;

    /// Instead of a value, for none.
    static final Object UNSET = new Object();

    private ParameterValues() {}

    static List<Object> of(Param<?> param) {
        var all = new ArrayList<>(set(param));
        all.add(UNSET);
        return all;
    }

    private static List<Object> set(Param<?> param) {
        return switch (param) {
            case Param.Whole p -> whole(p);
            case Param.Real p -> real(p);
            case Param.Span p -> span(p);
            case Param.Size p -> size(p);
            case Param.Choice p ->
                p.options().stream().<Object>map(Param.Choice.Option::value).toList();
            case Param.Flag p -> List.of(true, false);
            case Param.Law p ->
                List.of(
                        new Constant(0),
                        new Constant(20 * p.unit().size()),
                        new Constant(3_000 * p.unit().size()),
                        new Exponential(100 * p.unit().size()));
            case Param.Text p -> text(p);
            case Param.Document p -> document(p);
        };
    }

    private static List<Object> whole(Param.Whole p) {
        return new ArrayList<>(LongStream.of(p.min(), 0, 1, 2, 5, 20, 100, 1_000, p.max())
                .filter(v -> v >= p.min() && v <= p.max())
                .distinct()
                .boxed()
                .toList());
    }

    private static List<Object> real(Param.Real p) {
        return new ArrayList<>(DoubleStream.of(p.min(), 0.25, 0.5, 1, 5, 50, p.max())
                .filter(v -> v >= p.min() && v <= p.max())
                .distinct()
                .boxed()
                .toList());
    }

    private static List<Object> span(Param.Span p) {
        return new ArrayList<>(
                LongStream.of(p.minNanos(), SECOND / 100, SECOND, 5 * SECOND, 30 * SECOND, 100 * SECOND, p.maxNanos())
                        .filter(v -> v >= p.minNanos() && v <= p.maxNanos())
                        .distinct()
                        .boxed()
                        .toList());
    }

    private static List<Object> size(Param.Size p) {
        return new ArrayList<>(LongStream.of(p.minBytes(), 100, 300_000, 20L << 20, 30L << 30, p.maxBytes())
                .filter(v -> v >= p.minBytes() && v <= p.maxBytes())
                .distinct()
                .boxed()
                .toList());
    }

    private static List<Object> text(Param.Text p) {
        return List.of(
                "x", "live", "us-west-2", "GET /x", "$connect", "at(2026-06-01T00:00:03) = 7", "rate(2 seconds)");
    }

    private static List<Object> document(Param.Document p) {
        var texts = p.language().equals(DataTemplate.LANGUAGE)
                ? List.of(
                        "{\"kind\": \"other\", \"total\": 7}",
                        "{\"kind\": \"order\"}",
                        "{\"kind\": \"{% $error('OutOfStock') %}\"}")
                : List.of("{\"kind\": [\"none\"]}", "{\"body\": {\"kind\": [\"none\"]}}", "{\"byDay\": {}}");
        return texts.stream().<Object>map(t -> JsonMapper.shared().readTree(t)).toList();
    }
}
