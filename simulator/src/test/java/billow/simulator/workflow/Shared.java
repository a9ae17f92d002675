package billow.simulator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The recordings that are not part of the product: found by BILLOW_SHARED, or beside the repository.
final class Shared {
    private Shared() {}

    /// A JSON file below the folder of recordings. Skips the test where there is no such folder and none was named.
    static JsonNode json(String file) {
        String named = System.getenv("BILLOW_SHARED");
        String root = Optional.ofNullable(System.getenv("BILLOW_ROOT")).orElse(".");
        Path folder = named == null ? Path.of(root).resolve("../shared").normalize() : Path.of(named);
        Assumptions.assumeTrue(
                named != null || Files.isDirectory(folder), "BILLOW_SHARED is not set and ../shared is not there");
        assertThat(folder.resolve(file)).exists();
        return JsonMapper.shared().readTree(folder.resolve(file));
    }
}
