package billow.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
        var set = System.getenv("BILLOW_SHARED");
        var root = System.getenv("BILLOW_ROOT");
        var folder =
                set != null ? Path.of(set) : Path.of(root == null ? "." : root).resolve("../shared");
        var file = folder.resolve(name);
        if (set == null) assumeTrue(Files.exists(file), () -> file + " is not there");
        assertThat(file).exists();
        return file;
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
