package billow.app.desktop.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import billow.model.kind.Category;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.paint.Color;

/// A look of the whole window. The colours stand here once: style sheets see them as looked-up colours `-b-…`, and what
/// is drawn by hand (charts, dots, minimap) asks for them.
public enum Theme {
    LIGHT(
            "#f6f7f9", "#ffffff", "#eef0f4", "#e3e6eb", "#1b2330", "#5f6b80", "#2f6fed", "#12855b", "#b06f00",
            "#cf3b3b", "#d5dae2"),
    DARK(
            "#0f141b", "#161c25", "#1e2631", "#27303d", "#e6ebf2", "#93a0b4", "#5b93ff", "#3ccb93", "#f0b03f",
            "#f26d6d", "#222b37");

    private final String background;
    private final String panel;
    private final String subtle;
    private final String line;
    private final String ink;
    private final String muted;
    private final String accent;
    private final String good;
    private final String caution;
    private final String bad;
    private final String grid;

    Theme(
            String background,
            String panel,
            String subtle,
            String line,
            String ink,
            String muted,
            String accent,
            String good,
            String caution,
            String bad,
            String grid) {
        this.background = background;
        this.panel = panel;
        this.subtle = subtle;
        this.line = line;
        this.ink = ink;
        this.muted = muted;
        this.accent = accent;
        this.good = good;
        this.caution = caution;
        this.bad = bad;
        this.grid = grid;
    }

    public Color background() {
        return Color.web(background);
    }

    public Color panel() {
        return Color.web(panel);
    }

    public Color subtle() {
        return Color.web(subtle);
    }

    public Color line() {
        return Color.web(line);
    }

    public Color ink() {
        return Color.web(ink);
    }

    public Color muted() {
        return Color.web(muted);
    }

    public Color accent() {
        return Color.web(accent);
    }

    public Color good() {
        return Color.web(good);
    }

    public Color caution() {
        return Color.web(caution);
    }

    public Color bad() {
        return Color.web(bad);
    }

    /// Dots of the canvas.
    public Color grid() {
        return Color.web(grid);
    }

    /// Hue of a service family.
    public Color hue(Category category) {
        return Color.web(hueOf(category));
    }

    private String hueOf(Category category) {
        boolean light = this == LIGHT;
        return switch (category) {
            case TRAFFIC -> light ? "#5b6b86" : "#8797b2";
            case ENTRY -> light ? "#8a4fd8" : "#b083f0";
            case COMPUTE -> light ? "#e8743b" : "#f2935f";
            case WORKFLOW -> light ? "#0e9384" : "#35c6b4";
            case DATA -> light ? "#2f6fed" : "#6ea2ff";
            case MESSAGING -> light ? "#d6409f" : "#f07cc2";
            case OPERATIONS -> light ? "#b7791f" : "#e3b341";
        };
    }

    public Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }

    /// Makes the text face known to charts; needed once, before the first is drawn.
    public static void prepareCharts() {
        Fonts.registerForCharts();
    }

    /// Puts the look on a scene; the base theme is the application's.
    public void applyTo(Scene scene) {
        Fonts.load();
        Application.setUserAgentStylesheet(
                this == LIGHT ? new PrimerLight().getUserAgentStylesheet() : new PrimerDark().getUserAgentStylesheet());
        scene.getStylesheets().setAll(tokenSheet(), sheet("bridge.css"), sheet("billow.css"));
        scene.setFill(background());
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Theme.class.getResource("/billow/app/desktop/theme/" + name), name)
                .toExternalForm();
    }

    private String tokenSheet() {
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(css().getBytes(StandardCharsets.UTF_8));
    }

    /// The tokens as a style sheet.
    String css() {
        var css = new StringBuilder(".root {\n");
        token(css, "background", background);
        token(css, "panel", panel);
        token(css, "subtle", subtle);
        token(css, "line", line);
        token(css, "ink", ink);
        token(css, "muted", muted);
        token(css, "accent", accent);
        token(css, "good", good);
        token(css, "caution", caution);
        token(css, "bad", bad);
        token(css, "on-accent", "#ffffff");
        wash(css, "accent", accent);
        wash(css, "good", good);
        wash(css, "caution", caution);
        wash(css, "bad", bad);
        token(css, "shadow", this == LIGHT ? "rgba(27,35,48,0.10)" : "rgba(0,0,0,0.45)");
        for (var category : Category.values()) token(css, category.name().toLowerCase(Locale.ROOT), hueOf(category));
        return css.append("}\n").toString();
    }

    private static void token(StringBuilder css, String name, String value) {
        css.append("  -b-").append(name).append(": ").append(value).append(";\n");
    }

    /// A quiet background in the tone of a colour.
    private void wash(StringBuilder css, String name, String colour) {
        var c = Color.web(colour);
        token(
                css,
                name + "-wash",
                String.format(
                        Locale.ROOT,
                        "rgba(%d,%d,%d,%.2f)",
                        Math.round(c.getRed() * 255),
                        Math.round(c.getGreen() * 255),
                        Math.round(c.getBlue() * 255),
                        this == LIGHT ? 0.12 : 0.18));
    }
}
