package billow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each of the sixty billing rules in the README of pricing-data has a test that carries its number.
class BillingRulesAreShownTest {
    private static final int RULES = 60;
    private static final Pattern TEST = Pattern.compile("@Test\\s+void rule(\\d\\d)([A-Z][A-Za-z0-9]{14,})\\(");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| .+ \\| (.+) \\|$");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z]+Test)`");

    @Test
    void everyBillingRuleHasATestThatSaysWhatItShows() throws IOException {
        assertThat(tests().keySet()).containsExactlyElementsOf(numbers());
    }

    @Test
    void theReadmeNamesTheTestsOfEachRule() throws IOException {
        var readme = Files.readString(Production.root().resolve("pricing-data/README.md"));
        var named = new TreeMap<Integer, TreeSet<String>>();
        for (var row = ROW.matcher(readme); row.find(); ) {
            var names = named.computeIfAbsent(Integer.valueOf(row.group(1)), n -> new TreeSet<>());
            for (var name = NAME.matcher(row.group(2)); name.find(); ) names.add(name.group(1));
        }
        assertThat(named.keySet()).containsExactlyElementsOf(numbers());
        var tests = tests();
        for (var rule : named.entrySet())
            assertThat(tests.get(rule.getKey()))
                    .as("tests of rule %d", rule.getKey())
                    .containsAll(rule.getValue())
                    .isNotEmpty();
    }

    private static TreeSet<Integer> numbers() {
        var all = new TreeSet<Integer>();
        for (int rule = 1; rule <= RULES; rule++) all.add(rule);
        return all;
    }

    /// Names of test classes by the number of the rule they show.
    private static TreeMap<Integer, TreeSet<String>> tests() throws IOException {
        var found = new TreeMap<Integer, TreeSet<String>>();
        try (Stream<Path> files = Files.walk(Production.root())) {
            files.filter(file -> file.toString().endsWith("Test.java"))
                    .filter(file ->
                            Production.root().relativize(file).toString().contains("src/test/java"))
                    .forEach(file -> collect(file, found));
        }
        return found;
    }

    private static void collect(Path file, TreeMap<Integer, TreeSet<String>> found) {
        try {
            var name = file.getFileName().toString().replace(".java", "");
            for (var test = TEST.matcher(Files.readString(file)); test.find(); )
                found.computeIfAbsent(Integer.valueOf(test.group(1)), n -> new TreeSet<>())
                        .add(name);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
