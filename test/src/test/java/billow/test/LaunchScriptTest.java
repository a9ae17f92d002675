package billow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The launch script, run for real in a small copy of the repository in which Maven and Java only write down that they
/// were called.
@DisabledOnOs(OS.WINDOWS)
class LaunchScriptTest {

    private static final List<String> SYSTEM_TOOLS = List.of(
            "awk",
            "cat",
            "cp",
            "dirname",
            "find",
            "grep",
            "head",
            "id",
            "ls",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sh",
            "sleep",
            "touch",
            "tr",
            "uname");

    @TempDir
    Path root;

    private Path source;

    @BeforeEach
    void layOutRepository() throws IOException {
        source = write("model/src/main/java/Thing.java", "class Thing {}");
        write("pom.xml", "<project/>");
        write("app/launch/headless.args", "");
        write("app/launch/desktop.args", "");
        write("jdk/release", "JAVA_VERSION=\"25.0.1\"\n");
        executable("jdk/bin/javac", "");
        executable(
                "jdk/bin/java",
                "echo \"$@\" >>\"$CALLS/java\"; for last; do :; done; echo \"ran $last\"; exit ${JAVA_EXIT:-0}");
        executable("bin/mvn", """
                echo "$@" >>"$CALLS/mvn"
                mkdir -p app/desktop/target model/target
                echo jar >app/desktop/target/billow-desktop-1.jar
                echo jar >model/target/billow-model-1.jar
                printf '%s' "$PWD/model/target/billow-model-1.jar:/elsewhere/library.jar" >app/desktop/target/classpath.txt
                for part in one two; do
                    mkdir -p $part/target/surefire-reports
                    cp "$CALLS/$part.xml" $part/target/surefire-reports/TEST-$part.xml 2>/dev/null
                done
                exit ${MVN_EXIT:-0}""");
        for (String tool : SYSTEM_TOOLS) {
            executable("bin/" + tool, "exec " + find(tool) + " \"$@\"");
        }
        Files.copy(Production.root().resolve("billow"), root.resolve("billow"));
        Files.createDirectory(root.resolve("calls"));
    }

    @Test
    void buildsOnceAndThenOnlyStarts() throws Exception {
        assertThat(billow(Map.of(), "check").output())
                .contains("Building Billow")
                .contains("ran check");
        assertThat(billow(Map.of(), "check").output())
                .doesNotContain("Building")
                .contains("ran check");
        assertThat(calls("mvn")).hasSize(1);
    }

    @Test
    void buildsAgainAfterASourceChanged() throws Exception {
        billow(Map.of(), "check");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(billow(Map.of(), "check").output()).contains("Building Billow");
    }

    @Test
    void buildsAgainAfterASourceWasDeleted() throws Exception {
        billow(Map.of(), "check");
        Files.delete(source);
        Files.setLastModifiedTime(
                source.getParent(), FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(billow(Map.of(), "check").output()).contains("Building Billow");
    }

    @Test
    void aFailedBuildIsTriedAgain() throws Exception {
        Call failed = billow(Map.of("MVN_EXIT", "1"), "check");
        assertThat(failed.exit()).isEqualTo(3);
        assertThat(failed.output()).contains("could not be built").doesNotContain("ran check");
        assertThat(billow(Map.of(), "check").output()).contains("ran check");
    }

    @Test
    void runsItsOwnCopiesOfOurJars() throws Exception {
        billow(Map.of(), "check");
        assertThat(calls("java").getLast())
                .contains(root.toRealPath() + "/.build/jars/billow-model-1.jar:/elsewhere/library.jar")
                .contains("billow.app.cli.Main check");
    }

    @Test
    void handsOnTheProgramsExitCode() throws Exception {
        assertThat(billow(Map.of("JAVA_EXIT", "1"), "check").exit()).isEqualTo(1);
    }

    @Test
    void withoutDisplaySimulatesTheSample() throws Exception {
        Call call = billow(Map.of());
        assertThat(call.exit()).isZero();
        assertThat(call.output()).contains("No display").contains(".html");
        assertThat(calls("java").getLast()).contains(" simulate ").contains(" --report ");
    }

    @Test
    void saysHowToGetMavenWhenItIsMissing() throws Exception {
        Files.delete(root.resolve("bin/mvn"));
        Call call = billow(Map.of(), "check");
        assertThat(call.exit()).isEqualTo(3);
        assertThat(call.output()).contains("Maven is missing").contains("apt-get install maven");
    }

    @Test
    void sumsTheTestsOfAllModules() throws Exception {
        suite(
                "one",
                "<testsuite name=\"A\" tests=\"7\" errors=\"0\" skipped=\"2\" failures=\"0\"><testcase>"
                        + "<skipped message=\"BILLOW_SHARED is not there\"/></testcase></testsuite>");
        suite("two", "<testsuite name=\"B\" time=\"1\"\n tests=\"5\" errors=\"0\" skipped=\"0\" failures=\"0\"/>");
        Call call = billow(Map.of(), "test");
        assertThat(call.exit()).isZero();
        assertThat(call.output())
                .contains("1 of the skipped tests need")
                .endsWith("\n10 passed, 0 failed, 2 skipped\n");
        assertThat(calls("mvn").getLast()).contains("verify").contains("-Dtest.excluded=slow");
    }

    @Test
    void aFailedOrAbortedTestRunFails() throws Exception {
        suite("one", "<testsuite tests=\"3\" errors=\"1\" skipped=\"0\" failures=\"1\"/>");
        Call failed = billow(Map.of("MVN_EXIT", "1"), "test");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.output()).endsWith("\n1 passed, 2 failed, 0 skipped\n");

        suite("one", "<testsuite tests=\"3\" errors=\"0\" skipped=\"0\" failures=\"0\"/>");
        assertThat(billow(Map.of("MVN_EXIT", "1"), "test").exit()).isEqualTo(1);
    }

    @Test
    void noTestsAreNoSuccess() throws Exception {
        assertThat(billow(Map.of(), "test").exit()).isEqualTo(1);
    }

    @Test
    void slowSuitesRunOnRequest() throws Exception {
        suite("one", "<testsuite tests=\"1\" errors=\"0\" skipped=\"0\" failures=\"0\"/>");
        billow(Map.of(), "test", "--slow");
        assertThat(calls("mvn").getLast()).doesNotContain("-Dtest.excluded=slow");
    }

    private record Call(int exit, String output) {}

    private Call billow(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("/bin/sh", root.resolve("billow").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(root.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", root.resolve("bin").toString());
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment().put("CALLS", root.resolve("calls").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Call(process.waitFor(), output);
    }

    private List<String> calls(String program) throws IOException {
        return Files.readAllLines(root.resolve("calls").resolve(program));
    }

    private void suite(String part, String report) throws IOException {
        Files.writeString(root.resolve("calls").resolve(part + ".xml"), "<?xml version=\"1.0\"?>\n" + report + "\n");
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void executable(String name, String script) throws IOException {
        Path file = write(name, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path find(String tool) {
        return List.of("/bin", "/usr/bin").stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(tool + " is not on this machine"));
    }
}
