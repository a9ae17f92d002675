package billow.app.desktop.theme;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/// Loads the text face (Inter, SIL Open Font License) from its artifact, with tabular figures: digits of equal width,
/// so that numbers do not jitter while they count and stand in columns.
final class Fonts {
    private static final String FOLDER = "/com/formdev/flatlaf/fonts/inter/";
    private static final List<String> FACES = List.of("Inter-Regular", "Inter-Italic", "Inter-SemiBold", "Inter-Bold");

    private Fonts() {}

    /// Makes the face known to charts, which name their fonts the way AWT does.
    static void registerForCharts() {
        try (var in = Fonts.class.getResourceAsStream(FOLDER + "Inter-Regular.otf")) {
            if (in == null) return;
            var face = java.awt.Font.createFont(
                    java.awt.Font.TRUETYPE_FONT, new ByteArrayInputStream(TabularFigures.in(in.readAllBytes())));
            java.awt.GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(face);
        } catch (IOException | java.awt.FontFormatException e) {
            // Charts fall back to the system's face.
        }
    }

    /// Loading a face again does nothing; a missing artifact leaves the system's face in place.
    static void load() {
        if (Font.font("Inter SemiBold", 13).getFamily().equals("Inter SemiBold")) return;
        for (var face : FACES) {
            try (var in = Fonts.class.getResourceAsStream(FOLDER + face + ".otf")) {
                if (in != null) Font.loadFont(new ByteArrayInputStream(TabularFigures.in(in.readAllBytes())), 13);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
