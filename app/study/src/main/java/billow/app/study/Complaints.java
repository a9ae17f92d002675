package billow.app.study;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Words for what the file system refuses and for texts that somebody else wrote.
public final class Complaints {
    private static final int LONGEST = 60;

    private Complaints() {}

    /// Why reading or writing failed, without the name of the file.
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException n -> "there is no such file or folder";
            case AccessDeniedException a -> "access was denied";
            case FileAlreadyExistsException f -> "it exists already";
            case DirectoryNotEmptyException d -> "the folder is not empty";
            case NotDirectoryException d -> "it is no folder";
            default -> {
                var message = String.valueOf(e.getMessage());
                yield message.contains("Is a directory") ? "it is a folder" : shown(message);
            }
        };
    }

    /// A text from outside, short and without anything that could move a terminal.
    public static String shown(String text) {
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.replaceAll("[\\p{Cntrl}\\p{Cf}]", "\uFFFD");
    }
}
