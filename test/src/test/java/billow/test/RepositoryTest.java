package billow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is under version control is the product alone and works on any machine.
class RepositoryTest {

    /// A build that names a folder or a host of one machine fails on the next. Written with a character class, so that
    /// this file does not report itself.
    private static final List<Pattern> BOUND_TO_A_MACHINE = List.of(
            Pattern.compile("(?<![\\w.~/])[/]work/"),
            Pattern.compile("(?<![\\w.~/])[/](root|home/[a-z]+)/"),
            Pattern.compile("[r]epo1?\\.maven\\.(apache\\.)?org"),
            Pattern.compile("<[r]epository>|<[p]luginRepository>|<[m]irror>"));

    private static final long LARGEST_BYTES = 2_000_000;

    @Test
    void noFileDependsOnTheMachineItWasWrittenOn() throws IOException, InterruptedException {
        List<String> complaints = new ArrayList<>();
        for (Path file : tracked()) {
            complaints.addAll(boundToAMachine(file));
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void noFileIsTooLargeToClone() throws IOException, InterruptedException {
        for (Path file : tracked()) {
            assertThat(Files.size(file)).as(file.toString()).isLessThanOrEqualTo(LARGEST_BYTES);
        }
    }

    @Test
    void noOptionOpensAClosedPackage() throws IOException {
        assertThat(launchOptions()).contains("-X").doesNotContain("--add-exports", "--add-opens", "--add-modules");
    }

    @Test
    void noWorkingCopyUsesAnAotCache() throws IOException {
        assertThat(launchOptions()).doesNotContain("AOT");
        for (String script : List.of("billow", "billow.cmd")) {
            assertThat(Files.readString(Production.root().resolve(script)))
                    .contains("SharedArchiveFile")
                    .doesNotContain("AOT");
        }
    }

    @Test
    void aPathOfOneMachineIsReported(@TempDir Path folder) throws IOException {
        Path bound = Files.writeString(folder.resolve("bound.txt"), "one\nsee /" + "work/design.txt\n");
        Path free = Files.writeString(folder.resolve("free.txt"), "see docs/" + "work/design.txt\n");

        assertThat(boundToAMachine(bound)).singleElement().asString().contains("bound.txt:2");
        assertThat(boundToAMachine(free)).isEmpty();
    }

    private static String launchOptions() throws IOException {
        Path launch = Production.root().resolve("app/launch");
        return Files.readString(launch.resolve("headless.args")) + Files.readString(launch.resolve("desktop.args"));
    }

    private static List<String> boundToAMachine(Path file) throws IOException {
        List<String> complaints = new ArrayList<>();
        String[] lines = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            for (Pattern pattern : BOUND_TO_A_MACHINE) {
                if (pattern.matcher(lines[i]).find()) {
                    complaints.add("%s:%d — Expected nothing bound to one machine, found: %s"
                            .formatted(file, i + 1, lines[i].strip()));
                }
            }
        }
        return complaints;
    }

    private static List<Path> tracked() throws IOException, InterruptedException {
        Path root = Production.root();
        Assumptions.assumeTrue(Files.exists(root.resolve(".git")), "not a git clone");
        Process git = new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
                .directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as("exit code of git ls-files").isZero();
        List<Path> files = names.isEmpty()
                ? List.of()
                : List.of(names.split("\0")).stream()
                        .map(root::resolve)
                        .filter(Files::isRegularFile)
                        .toList();
        assertThat(files).hasSizeGreaterThan(20);
        return files;
    }
}
