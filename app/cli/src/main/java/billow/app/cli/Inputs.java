package billow.app.cli;

import billow.app.study.Complaints;
import billow.model.file.DesignReader;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// What commands are given, read or refused.
final class Inputs {
    private Inputs() {}

    static DesignReader.Read design(String file) throws Complaint {
        var path = path(file);
        try {
            return new DesignReader(Vocabulary.standard()).read(path);
        } catch (UnreadableDesign e) {
            throw Complaint.wrong(e.message());
        } catch (IOException e) {
            throw Complaint.io(cannot("read", path, e));
        }
    }

    static Path path(String file) throws Complaint {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw Complaint.wrong("Expected the name of a file, received \"" + Complaints.shown(file) + "\".");
        }
    }

    static Path folder(String file) throws Complaint {
        var parent = path(file).toAbsolutePath().getParent();
        return parent == null ? Path.of("").toAbsolutePath() : parent;
    }

    /// A time such as `1h` or `30 min`; a plain number counts seconds.
    static long nanos(String option, String text, long least) throws Complaint {
        var parsed = Quantity.parse(text, Unit.SECOND);
        double nanos = parsed.map(Quantity::canonical).orElse(-1.0);
        if (nanos < least || nanos > 9e18)
            throw Complaint.wrong("%s — Expected a time such as 1h or \"30 min\", received %s."
                    .formatted(option, Complaints.shown(text)));
        return Math.round(nanos);
    }

    static double number(String option, String text, double above, String example) throws Complaint {
        var parsed = Quantity.parse(text, Unit.COUNT);
        double value = parsed.map(Quantity::canonical).orElse(Double.NaN);
        if (!(value > above))
            throw Complaint.wrong("%s — Expected a number above %s such as %s, received %s."
                    .formatted(option, Quantity.print(above), example, Complaints.shown(text)));
        return value;
    }

    static void write(Path file, String text) throws Complaint {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder))
                throw Complaint.io(file + " — Could not be written: there is no folder " + folder + ".");
            Files.writeString(file, text);
        } catch (IOException e) {
            throw Complaint.io(cannot("written", file, e));
        }
    }

    static String cannot(String what, Path path, IOException e) {
        return "%s — Could not be %s: %s.".formatted(path, what, Complaints.reason(e));
    }
}
