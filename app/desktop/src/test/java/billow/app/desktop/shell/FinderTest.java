package billow.app.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FinderTest {
    private static List<String> found(String typed) {
        var all = Stream.of("Place Lambda@Edge function", "Place Lambda function", "Place SQS queue", "Replay")
                .map(title -> new Finder.Entry("Service", title, "", () -> {}))
                .toList();
        return new Finder(() -> all)
                .find(typed).stream().map(Finder.Entry::title).toList();
    }

    @Test
    void prefersAWholeWordToTheBeginningOfOne() {
        assertThat(found("place lambda")).containsExactly("Place Lambda function", "Place Lambda@Edge function");
        assertThat(found("lambda edge")).containsExactly("Place Lambda@Edge function");
    }

    @Test
    void prefersTheBeginningOfATitleAndLeavesOutWhatLacksAWord() {
        assertThat(found("pla")).first().asString().startsWith("Place");
        assertThat(found("pla")).endsWith("Replay");
        assertThat(found("queue mainframe")).isEmpty();
    }
}
