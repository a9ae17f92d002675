package billow.app.desktop.window;

import static org.assertj.core.api.Assertions.assertThat;

import billow.app.desktop.document.DesignFiles;
import billow.app.desktop.document.Scenarios;
import billow.app.desktop.shell.MainWindow;
import billow.app.desktop.theme.Theme;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/// Pictures of the window in `target/screenshots`. With `-Dbillow.readme.picture=true` the one of the README is drawn
/// anew.
class PicturesTest {
    private static MainWindow window;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        System.setProperty("java.awt.headless", "true");
        window = Screen.open(folder, 1440, 900);
    }

    @AfterAll
    static void close() throws Exception {
        FxToolkit.hideStage();
    }

    @Test
    void showsTheWindowLightAndDarkWithoutOverflowingCards(@TempDir Path folder) throws IOException {
        picture("start-light");
        var sample = Screen.samples(folder).getFirst();
        Screen.act(() -> {
            window.open().open(sample.design(), null);
            window.canvas().fit();
        });
        picture("design-light");
        Screen.act(() -> window.open().selection().node("write-item"));
        Screen.waitUntil(
                "the month is worked out",
                () -> window.month()
                        .shown()
                        .bill()
                        .filter(a -> a.assumed() != null)
                        .isPresent());
        picture("inspector-light");
        for (var theme : Theme.values()) {
            Screen.act(() -> {
                window.theme(theme);
                window.explain();
            });
            picture("fidelity-" + theme.name().toLowerCase(java.util.Locale.ROOT));
            Screen.act(() -> ((javafx.scene.control.Button) window.scene().lookup("#fidelity-close")).fire());
        }
        Screen.act(() -> window.theme(Theme.LIGHT));
        Screen.act(() -> {
            window.run().seedProperty().set(7);
            var spike = window.open().design().scenarios().stream()
                    .filter(s -> s.name().equals("Out of write units"))
                    .findFirst();
            window.run().scenarioProperty().set(spike);
            window.run().start();
        });
        Screen.waitForResult(window);
        Screen.act(() -> window.month().budgetProperty().set(java.util.Optional.of(new java.math.BigDecimal("60"))));
        Screen.waitUntil(
                "the bill is worked out",
                () -> window.month().shown().simulated()
                        && window.month()
                                .shown()
                                .bill()
                                .filter(a -> a.assumed() != null)
                                .isPresent());
        assertThat(valuesOnCards()).allSatisfy(v -> assertThat(v).isNotEqualTo("–"));
        for (var theme : Theme.values()) {
            Screen.act(() -> window.theme(theme));
            for (var page : List.of("overview", "charts", "nodes", "bill")) {
                Screen.act(() -> window.results().open(page));
                picture(page + "-" + theme.name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        Screen.act(() -> {
            window.theme(Theme.LIGHT);
            window.results().open("overview");
        });
        assertThat(cutHeadlines()).isEmpty();
        var readme = picture("overview-light");
        if (Boolean.getBoolean("billow.readme.picture")) keepForReadme(readme);
        for (int[] size : new int[][] {{1280, 800}, {1900, 1180}}) {
            resize(size[0], size[1]);
            picture("overview-light-" + size[0]);
            assertThat(cutHeadlines()).isEmpty();
        }
    }

    @Test
    void showsADesignOfManyServicesLongFormsAndAnAlarmThatWentOff(@TempDir Path folder) throws IOException {
        String text;
        try (var file = PicturesTest.class.getResourceAsStream("shop.billow")) {
            text = new String(
                    java.util.Objects.requireNonNull(file).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        var shop = ((DesignFiles.Opened) new DesignFiles(folder).read("shop.billow", text)).design();
        Screen.act(() -> {
            window.run().leave();
            window.open().open(shop, null);
            window.canvas().fit();
            window.open().selection().node("order");
        });
        picture("function-light");
        assertThat(shown("#input-alias")).as("what is set").isTrue();
        assertThat(shown("#input-snapStart")).as("what is seldom set").isFalse();
        Screen.act(() -> ((Hyperlink) window.scene().lookup("#more-capacity")).fire());
        assertThat(shown("#input-snapStart")).isTrue();
        Screen.act(() -> {
            window.run().seedProperty().set(7);
            window.run().scenarioProperty().set(shop.scenarios().stream().findFirst());
            window.run().start();
        });
        Screen.waitForResult(window);
        assertThat(Screen.on(() -> window.scene().lookup("#node-alarm").getAccessibleText()))
                .contains("went off once");
        for (var theme : Theme.values()) {
            Screen.act(() -> window.theme(theme));
            picture("shop-" + theme.name().toLowerCase(java.util.Locale.ROOT));
        }
        Screen.act(() -> window.theme(Theme.LIGHT));
    }

    @Test
    void showsAScenarioBeingEditedAndWhatBrokeOnTheCharts(@TempDir Path folder) throws IOException {
        var sample = Screen.samples(folder).getFirst();
        Screen.act(() -> {
            window.run().leave();
            window.open().open(sample.design(), null);
            window.canvas().fit();
        });
        var scenarios = new Scenarios(window.open());
        var broken = Screen.on(() -> {
            scenarios.breaking(java.util.Optional.empty(), "slow write-item by 3x at 10 min for 10 min");
            return scenarios.breaking(java.util.Optional.empty(), "kill items at 35 min for 5 min");
        });
        for (var theme : Theme.values()) {
            Screen.act(() -> window.theme(theme));
            Screen.act(() -> ((javafx.scene.control.ScrollPane) window.scene().lookup("#inspector")).setVvalue(0.62));
            picture("scenario-" + theme.name().toLowerCase(java.util.Locale.ROOT));
        }
        Screen.act(() -> window.theme(Theme.LIGHT));
        Screen.act(() -> {
            window.run().scenarioProperty().set(java.util.Optional.of(broken));
            window.run().start();
        });
        Screen.waitForResult(window);
        for (var theme : Theme.values()) {
            Screen.act(() -> window.theme(theme));
            for (var page : List.of("overview", "charts")) {
                Screen.act(() -> window.results().open(page));
                picture("faults-" + page + "-" + theme.name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        Screen.act(() -> window.theme(Theme.LIGHT));
        assertThat(window.run().outcomeProperty().get()).isNotNull();
        assertThat(window.run().outcomeProperty().get().faults()).hasSize(2);
    }

    private static boolean shown(String id) {
        return Screen.on(() -> window.scene().getRoot().lookup(id) != null);
    }

    private static List<String> valuesOnCards() {
        return Screen.on(() -> window.scene().getRoot().lookupAll(".headline-value").stream()
                .filter(n -> n.getId() != null && n.getId().startsWith("value-"))
                .map(n -> ((Label) n).getText())
                .toList());
    }

    /// Titles and values of cards that have no room.
    private static List<String> cutHeadlines() {
        return Screen.on(() -> window.scene().getRoot().lookupAll(".headline").stream()
                .flatMap(card -> card.lookupAll(".label").stream())
                .map(Labeled.class::cast)
                .filter(l -> l.isManaged() && l.getWidth() + 0.5 < Math.ceil(l.prefWidth(-1)))
                .map(Labeled::getText)
                .toList());
    }

    private static void resize(int width, int height) {
        Screen.act(() -> {
            window.scene().getWindow().setWidth(width);
            window.scene().getWindow().setHeight(height);
        });
        Screen.act(() -> window.canvas().fit());
    }

    private static BufferedImage picture(String name) throws IOException {
        Screen.act(() -> window.scene().getRoot().layout());
        var image = Screen.on(() -> SwingFXUtils.fromFXImage(window.scene().snapshot(null), null));
        var file = Path.of("target", "screenshots", name + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
        assertThat(image.getWidth()).isGreaterThan(900);
        return image;
    }

    private static void keepForReadme(BufferedImage image) throws IOException {
        var opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.createGraphics().drawImage(image, 0, 0, null);
        var file = Path.of(System.getenv("BILLOW_ROOT")).resolve("docs/images/billow.png");
        Files.createDirectories(file.getParent());
        ImageIO.write(opaque, "png", file.toFile());
    }
}
