package billow.diagrams.gallery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Sample designs, each working, with scenarios worth discussing. The index names them in the order they are shown.
public final class Gallery {
    private static final String FOLDER = "/billow/samples/";

    private Gallery() {}

    /// @param name    as typed on the command line; the file is `name.billow`
    /// @param summary what it shows, one line
    public record Sample(String name, String summary) {
        /// The design file.
        public String text() {
            return resource(name + ".billow");
        }

        public String fileName() {
            return name + ".billow";
        }
    }

    public static List<Sample> samples() {
        var samples = new ArrayList<Sample>();
        for (var entry : JsonMapper.shared().readTree(resource("index.json")))
            samples.add(new Sample(
                    entry.get("name").stringValue(), entry.get("summary").stringValue()));
        return List.copyOf(samples);
    }

    public static Optional<Sample> sample(String name) {
        return samples().stream().filter(s -> s.name().equals(name)).findFirst();
    }

    private static String resource(String name) {
        try (var in = Gallery.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) throw new IllegalStateException("The sample " + name + " is missing from the program.");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
