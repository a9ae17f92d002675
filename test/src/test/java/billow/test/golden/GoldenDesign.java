package billow.test.golden;

import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The golden design of a kind and the file that holds its expected run and bill.
///
/// @param kind   id, for example `aws.sqs.queue`; also the name of the folder
/// @param folder holds `design.billow` and `expected.json`
public record GoldenDesign(String kind, Path folder) {
    private static final Path ROOT = Path.of("src/test/resources/golden");

    public static GoldenDesign of(String kind) {
        return new GoldenDesign(kind, ROOT.resolve(kind));
    }

    public boolean exists() {
        return Files.isRegularFile(file());
    }

    /// Relative to the folder of the module.
    public Path file() {
        return folder.resolve("design.billow");
    }

    Path expected() {
        return folder.resolve("expected.json");
    }

    public DesignReader.Read read() {
        try {
            return new DesignReader(Vocabulary.standard()).read(file());
        } catch (UnreadableDesign e) {
            throw new AssertionError(e.message(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Design design() {
        return read().design();
    }
}
