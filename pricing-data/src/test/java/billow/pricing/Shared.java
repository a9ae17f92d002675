package billow.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Test data: our own, and what lies beside the repository.
public final class Shared {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Shared() {}

    /// A file beside the repository. Absent: the test is skipped. BILLOW_SHARED set, but the file missing: it fails.
    public static Path file(String name) {
        assumeTrue(!absent(name), "BILLOW_SHARED is not set and ../shared/" + name + " is not there");
        var file = folder().resolve(name);
        assertThat(file).exists();
        return file;
    }

    /// Whether tests that need the file are to be skipped. A skipped test factory is not counted by the build, so a
    /// factory then gives one test that is skipped instead, [#skipped].
    public static boolean absent(String name) {
        return System.getenv("BILLOW_SHARED") == null && !Files.exists(folder().resolve(name));
    }

    public static Stream<DynamicTest> skipped(String name) {
        return Stream.of(DynamicTest.dynamicTest("needs " + name, () -> file(name)));
    }

    private static Path folder() {
        var set = System.getenv("BILLOW_SHARED");
        var root = System.getenv("BILLOW_ROOT");
        return set != null ? Path.of(set) : Path.of(root == null ? "." : root).resolve("../shared");
    }

    public static JsonNode json(String name) throws IOException {
        try (var in = Files.newInputStream(file(name))) {
            return JSON.readTree(in);
        }
    }

    public static JsonNode own(String name) throws IOException {
        try (InputStream in = Shared.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return JSON.readTree(in);
        }
    }
}
