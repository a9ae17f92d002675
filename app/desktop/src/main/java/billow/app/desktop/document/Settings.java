package billow.app.desktop.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;

/// What the window remembers from one start to the next. A file that cannot be read or written is done without.
public final class Settings {
    private static final int MOST_RECENT = 8;
    private final Path file;
    private final Properties values = new Properties();

    /// @param file where it is kept
    public Settings(Path file) {
        this.file = file;
        if (!Files.isReadable(file)) return;
        try (var in = Files.newBufferedReader(file)) {
            values.load(in);
        } catch (IOException | IllegalArgumentException e) {
            values.clear();
        }
    }

    /// The settings of the person at this machine.
    public static Settings ofUser() {
        return new Settings(folder().resolve("desktop.properties"));
    }

    private static Path folder() {
        var configured = System.getenv("XDG_CONFIG_HOME");
        var base = configured != null && !configured.isBlank()
                ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".config");
        return base.resolve("billow");
    }

    /// Folder for what belongs to no design file.
    public Path home() {
        var parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of(".") : parent;
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.getProperty(name));
    }

    public void set(String name, String value) {
        values.setProperty(name, value);
        save();
    }

    /// Files opened last, the newest first, as far as they are still there.
    public List<Path> recent() {
        return IntStream.range(0, MOST_RECENT)
                .mapToObj(i -> values.getProperty("recent." + i))
                .filter(p -> p != null)
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
    }

    public void addRecent(Path opened) {
        var all = new ArrayList<>(recent());
        all.remove(opened.toAbsolutePath());
        all.addFirst(opened.toAbsolutePath());
        for (int i = 0; i < MOST_RECENT; i++)
            if (i < all.size()) values.setProperty("recent." + i, all.get(i).toString());
            else values.remove("recent." + i);
        save();
    }

    private void save() {
        try {
            Files.createDirectories(home());
            try (var out = Files.newBufferedWriter(file)) {
                values.store(out, "Billow desktop");
            }
        } catch (IOException e) {
            // Remembering is a courtesy; the work does not depend on it.
        }
    }
}
