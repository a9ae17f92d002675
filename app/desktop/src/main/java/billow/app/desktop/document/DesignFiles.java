package billow.app.desktop.document;

import billow.model.check.Finding;
import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.DesignWriter;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import billow.model.service.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads and writes design files, and the journal beside each: the state with changes that are not saved yet. The
/// journal is never the file itself.
public final class DesignFiles {
    /// Extension of design files.
    public static final String EXTENSION = ".billow";

    private static final Vocabulary VOCABULARY = new Vocabulary(Catalogue.kinds(), Catalogue.account());
    private static final String JOURNAL = ".journal";

    private final DesignReader reader = new DesignReader(VOCABULARY);
    private final DesignWriter writer = new DesignWriter(VOCABULARY);
    private final Path home;

    /// @param home folder for the journal of a design that is in no file
    public DesignFiles(Path home) {
        this.home = home;
    }

    /// What became of reading a file.
    public sealed interface Outcome {}

    /// @param remarks about what was read but not understood
    public record Opened(Design design, List<Finding> remarks) implements Outcome {
        public Opened {
            remarks = List.copyOf(remarks);
        }
    }

    /// @param message what is wrong and what was expected, with the place in the file
    /// @param problems all that is wrong
    public record Refused(String message, List<Finding> problems) implements Outcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    public Outcome read(Path file) {
        try {
            var read = reader.read(file);
            return new Opened(read.design(), read.findings());
        } catch (UnreadableDesign e) {
            return new Refused(e.message(), e.problems());
        } catch (NoSuchFileException e) {
            return new Refused(file + " — Expected a file, found none.", List.of());
        } catch (IOException e) {
            return new Refused(file + " — The file could not be read: " + reason(e), List.of());
        }
    }

    /// Reads a design that is not in a file of its own.
    public Outcome read(String name, String text) {
        try {
            var read = reader.read(name, text);
            return new Opened(read.design(), read.findings());
        } catch (UnreadableDesign e) {
            return new Refused(e.message(), e.problems());
        }
    }

    /// @return why it could not be written, empty when it was
    public Optional<String> write(Design design, Path file) {
        try {
            writer.write(design, file);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(file + " — The file could not be written: " + reason(e));
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /// Where unsaved changes of a file are kept.
    public Path journalOf(@org.jspecify.annotations.Nullable Path file) {
        if (file == null) return home.resolve("untitled" + EXTENSION + JOURNAL);
        return file.resolveSibling("." + file.getFileName() + JOURNAL);
    }

    /// Keeps unsaved changes; a journal that cannot be written is done without.
    public void keep(Design design, @org.jspecify.annotations.Nullable Path file) {
        var journal = journalOf(file);
        try {
            var folder = journal.toAbsolutePath().getParent();
            if (folder != null) Files.createDirectories(folder);
            var next = journal.resolveSibling(journal.getFileName() + ".next");
            Files.writeString(next, writer.text(design));
            Files.move(next, journal, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // The next change tries again.
        }
    }

    /// Forgets unsaved changes.
    public void forget(@org.jspecify.annotations.Nullable Path file) {
        try {
            Files.deleteIfExists(journalOf(file));
        } catch (IOException e) {
            // It is offered again at the next start.
        }
    }

    /// Unsaved changes of an earlier session, when they differ from what the file holds.
    public Optional<Design> kept(@org.jspecify.annotations.Nullable Path file, Design inFile) {
        var journal = journalOf(file);
        if (!Files.isReadable(journal)) return Optional.empty();
        return read(journal) instanceof Opened(var design, var remarks)
                        && !writer.text(design).equals(writer.text(inFile))
                ? Optional.of(design)
                : Optional.empty();
    }
}
