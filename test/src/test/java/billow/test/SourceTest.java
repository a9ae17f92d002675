package billow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The source text keeps the rules of [SourceRules], and each of them can fail.
class SourceTest {

    @Test
    void noFileIsTooLongToReadAtOnce() throws IOException {
        List<Path> sources = Production.sources();
        assertThat(sources).as("source files found").hasSizeGreaterThan(10);

        Files.write(
                Production.root().resolve("test/target/large-files.txt"),
                SourceRules.longerThan(SourceRules.LARGE_LINES, sources));
        assertThat(SourceRules.longerThan(SourceRules.MOST_LINES, sources)).isEmpty();
    }

    @Test
    void everyPublicTypeIsDefinedByAComment() throws IOException {
        assertThat(SourceRules.undocumented(Production.sources())).isEmpty();
    }

    @Test
    void tooLongAFileIsReported(@TempDir Path folder) throws IOException {
        Path fits = Files.write(folder.resolve("Fits.java"), Collections.nCopies(600, "//"));
        Path tooLong = Files.write(folder.resolve("TooLong.java"), Collections.nCopies(601, "//"));

        assertThat(SourceRules.longerThan(600, List.of(fits, tooLong)))
                .singleElement()
                .asString()
                .contains("TooLong.java", "601");
    }

    @Test
    void aPublicTypeWithoutCommentIsReported(@TempDir Path folder) throws IOException {
        Path documented = Files.writeString(
                folder.resolve("Documented.java"),
                "/// A thing.\n@Deprecated(\n  since = \"1\")\npublic class Documented {}\n");
        Path hidden = Files.writeString(folder.resolve("Hidden.java"), "class Hidden {}\n");
        Path oldStyle =
                Files.writeString(folder.resolve("OldStyle.java"), "/** A thing. */\npublic record OldStyle() {}\n");
        Path bare = Files.writeString(folder.resolve("Bare.java"), "import java.util.List;\n\npublic class Bare {}\n");

        assertThat(SourceRules.undocumented(List.of(documented, hidden, oldStyle, bare)))
                .hasSize(2)
                .anyMatch(complaint -> complaint.contains("OldStyle"))
                .anyMatch(complaint -> complaint.contains("Bare"));
    }
}
