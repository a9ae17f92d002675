package billow.app.desktop.canvas;

import billow.app.desktop.document.ValueText;
import billow.model.design.Node;
import billow.model.param.Param;
import billow.model.value.Unit;
import java.util.List;
import java.util.stream.Stream;

/// What a card says about a node while nothing runs: the values somebody set.
final class NodeWords {
    private NodeWords() {}

    static List<Live.Badge> badges(Node node) {
        var set = Stream.of(true, false)
                .flatMap(isSet -> node.kind().params().stream()
                        .filter(p -> node.params().isSet(p) == isSet && tells(p))
                        .filter(p -> node.params().find(p).isPresent())
                        .map(p -> badge(p, node))
                        .limit(isSet ? 3 : 2))
                .toList();
        long sure = set.stream().filter(b -> b.tone() == Live.Tone.PLAIN).count();
        return set.stream().limit(Math.max(2, sure)).toList();
    }

    /// Whether a value says something without its name.
    private static boolean tells(Param<?> param) {
        return switch (param) {
            case Param.Whole w -> w.unit() != Unit.COUNT;
            case Param.Real r -> r.unit() != Unit.COUNT;
            case Param.Span s -> true;
            case Param.Size s -> true;
            case Param.Choice c -> c.options().stream().noneMatch(o -> o.value().equals("none"));
            case Param.Flag f -> false;
            case Param.Text t -> t.fallback() != null && !t.fallback().isBlank();
            case Param.Law l -> true;
            case Param.Document d -> false;
        };
    }

    private static <T> Live.Badge badge(Param<T> param, Node node) {
        var text =
                node.params().find(param).map(v -> ValueText.shortly(param, v)).orElse("");
        return new Live.Badge(
                text,
                node.params().isSet(param) ? Live.Tone.PLAIN : Live.Tone.ASSUMED,
                ValueText.title(param) + " " + text);
    }
}
