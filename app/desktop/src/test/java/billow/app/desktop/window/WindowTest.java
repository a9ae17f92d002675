package billow.app.desktop.window;

import static org.assertj.core.api.Assertions.assertThat;

import billow.app.desktop.document.DesignFiles;
import billow.app.desktop.run.RunState;
import billow.app.desktop.shell.MainWindow;
import billow.model.design.Design;
import billow.model.design.Point;
import billow.model.service.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// A robot does what people do: with the pointer, and with the keyboard alone.
class WindowTest {
    private static final FxRobot ROBOT = new FxRobot();
    private static MainWindow window;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        System.setProperty("java.awt.headless", "true");
        window = Screen.open(folder, 1400, 860);
    }

    @AfterAll
    static void close() throws Exception {
        FxToolkit.hideStage();
    }

    @BeforeEach
    void begin() {
        Screen.act(() -> {
            window.run().leave();
            window.open().open(Design.EMPTY, null);
            window.canvas().viewport().scaleProperty().set(1);
            window.canvas().viewport().shiftXProperty().set(0);
            window.canvas().viewport().shiftYProperty().set(0);
            window.canvas().view().requestFocus();
        });
    }

    private static Node find(String id) {
        var found = Screen.on(() -> window.scene().getRoot().lookup("#" + id));
        assertThat(found).as(id).isNotNull();
        return found;
    }

    private static Point2D onScreen(double x, double y) {
        return Screen.on(() -> window.canvas().view().localToScreen(x, y));
    }

    private static void drag(Node from, Point2D to) {
        ROBOT.moveTo(from).press(MouseButton.PRIMARY);
        ROBOT.moveTo(to.add(-14, -9)).moveTo(to).release(MouseButton.PRIMARY);
        Screen.act(() -> {});
    }

    private static Design design() {
        return Screen.on(() -> window.open().design());
    }

    private static void place(String kind, double x, double y) {
        int before = design().nodes().size();
        var entry = find("palette-" + kind.replace('.', '-'));
        reveal(entry);
        drag(entry, onScreen(x, y));
        Screen.waitUntil(kind + " is placed", () -> design().nodes().size() > before);
    }

    /// Scrolls the palette until an entry can be seen.
    private static void reveal(Node entry) {
        Screen.act(() -> {
            var scroll =
                    (ScrollPane) window.scene().getRoot().lookup("#palette").lookup(".scroll-pane");
            scroll.getContent().applyCss();
            double room = scroll.getContent().getLayoutBounds().getHeight()
                    - scroll.getViewportBounds().getHeight();
            double top = entry.getBoundsInParent().getMinY() - 40;
            scroll.setVvalue(room <= 0 ? 0 : Math.clamp(top / room, 0, 1));
        });
        Screen.act(() -> window.scene().getRoot().layout());
    }

    private static void type(String id, String text) {
        var field = (TextField) find(id);
        Screen.act(() -> {
            field.requestFocus();
            field.selectAll();
        });
        ROBOT.write(text);
    }

    private static String text(String id) {
        return Screen.on(() -> ((Label) window.scene().getRoot().lookup("#" + id)).getText());
    }

    @Test
    void mendsAFindingInOneStepThatCanBeUndone() {
        Screen.act(() -> window.open().open(unguarded(), null));
        var before = design();
        Screen.waitUntil(
                "a finding can be mended", () -> window.scene().getRoot().lookup(".mend") != null);
        ROBOT.clickOn(Screen.on(() -> window.scene().getRoot().lookup(".mend")));
        assertThat(design().nodes()).containsKeys("q-dlq", "q-dlq-alarm");
        Screen.act(() -> window.open().undo());
        assertThat(design()).isSameAs(before);
    }

    /// A queue without a dead-letter queue.
    private static Design unguarded() {
        var text = """
                {"billow": 1, "nodes": [
                  {"id": "c", "kind": "traffic.clients", "at": [60, 100]},
                  {"id": "q", "kind": "aws.sqs.queue", "at": [320, 100]},
                  {"id": "f", "kind": "aws.lambda.function", "at": [580, 100]}],
                 "links": [{"from": "c", "to": "q"}, {"from": "q", "to": "f"}]}
                """;
        var files = new DesignFiles(Path.of("."));
        return ((DesignFiles.Opened) files.read("q.billow", text)).design();
    }

    @Test
    void drawsConnectsConfiguresAndRunsWithThePointer() {
        place("traffic.clients", 110, 100);
        place("aws.apigateway.rest", 360, 100);
        place("aws.lambda.function", 610, 100);
        assertThat(design().nodes()).containsOnlyKeys("clients", "api-gateway-rest", "lambda-function");
        drag(find("out-clients"), Screen.on(() -> find("node-api-gateway-rest").localToScreen(60, 50)));
        Screen.waitUntil("the first link is drawn", () -> design().links().size() == 1);
        drag(
                find("out-api-gateway-rest"),
                Screen.on(() -> find("node-lambda-function").localToScreen(60, 50)));
        Screen.waitUntil("both links are drawn", () -> design().links().size() == 2);
        assertThat(design().links())
                .extracting(l -> l.id())
                .containsExactly("clients->api-gateway-rest", "api-gateway-rest->lambda-function");
        ROBOT.clickOn(find("node-lambda-function"));
        Screen.waitUntil(
                "the inspector shows the function",
                () -> window.scene().getRoot().lookup("#input-memorySize") != null);
        type("input-memorySize", "512 MB");
        Screen.waitUntil("the typed memory is taken over", () -> Objects.equals(memory(), 512L));
        assertThat(memory()).isEqualTo(512L);
        ROBOT.clickOn(find("play"));
        Screen.waitForResult(window);
        assertThat(text("value-p99")).endsWith(" ms");
        assertThat(text("value-bill")).startsWith("$");
    }

    private static Object memory() {
        return design().nodes().get("lambda-function").params().changed().get("memorySize");
    }

    @Test
    void drawsConnectsConfiguresAndRunsWithTheKeyboardAlone() {
        int placed = 0;
        for (var word : new String[] {"clients", "http", "lambda"}) {
            ROBOT.push(KeyCode.CONTROL, KeyCode.K);
            ROBOT.write("place " + word);
            ROBOT.push(KeyCode.ENTER);
            int before = placed;
            Screen.waitUntil(word + " is placed", () -> design().nodes().size() > before);
            placed++;
        }
        assertThat(design().nodes()).containsOnlyKeys("clients", "api-gateway-http", "lambda-function");
        connect("clients", "api-gateway-http");
        connect("api-gateway-http", "lambda-function");
        assertThat(design().links()).hasSize(2);
        Screen.act(() -> window.canvas().focus("lambda-function"));
        ROBOT.push(KeyCode.ENTER);
        ROBOT.push(KeyCode.CONTROL, KeyCode.A).write("1 GB").push(KeyCode.ENTER);
        Screen.waitUntil("the typed memory is taken over", () -> Objects.equals(memory(), 1024L));
        assertThat(memory()).isEqualTo(1024L);
        ROBOT.push(KeyCode.CONTROL, KeyCode.DIGIT2);
        ROBOT.push(KeyCode.SPACE);
        Screen.waitForResult(window);
        assertThat(text("value-p99")).endsWith(" ms");
    }

    /// Chooses the target with the arrow keys.
    private static void connect(String from, String to) {
        int before = design().links().size();
        Screen.act(() -> window.canvas().focus(from));
        var targets = Screen.on(() -> billow.app.desktop.canvas.Connector.targets(
                window.open().design(), window.open().design().nodes().get(from)));
        ROBOT.push(KeyCode.C);
        for (var target : targets) {
            if (target.id().equals(to)) break;
            ROBOT.push(KeyCode.RIGHT);
        }
        ROBOT.push(KeyCode.ENTER);
        Screen.waitUntil("the link is made", () -> design().links().size() > before);
        assertThat(design().links()).hasSize(before + 1);
        assertThat(design().links().getLast().to()).isEqualTo(to);
    }

    @Test
    void undoesAndRedoesAMoveAsOneStep() {
        place("aws.lambda.function", 300, 200);
        var before = design().nodes().get("lambda-function").at();
        drag(find("node-lambda-function"), onScreen(500, 340));
        var after = design().nodes().get("lambda-function").at();
        assertThat(after).isNotEqualTo(before);
        assertThat(after.x() % 20).isZero();
        ROBOT.push(KeyCode.CONTROL, KeyCode.Z);
        assertThat(design().nodes().get("lambda-function").at()).isEqualTo(before);
        ROBOT.push(KeyCode.CONTROL, KeyCode.Y);
        assertThat(design().nodes().get("lambda-function").at()).isEqualTo(after);
    }

    @Test
    void saysWhyAConnectionIsRefused() {
        place("aws.lambda.function", 300, 150);
        place("traffic.clients", 620, 150);
        drag(find("out-lambda-function"), Screen.on(() -> find("node-clients").localToScreen(60, 50)));
        assertThat(design().links()).isEmpty();
        var said = Screen.on(() -> find("toasts").lookupAll(".label").stream()
                .map(l -> ((Label) l).getText())
                .toList());
        assertThat(said).anyMatch(t -> t.contains("starts all by itself"));
    }

    @Test
    void keepsAnInvalidValueInItsFieldAndOutOfTheDesign() {
        place("aws.lambda.function", 300, 200);
        type("input-memorySize", "64 MB");
        assertThat(memory()).isNull();
        assertThat(text("complaint-memorySize")).contains("Expected 128 to 10240 MB");
        Screen.act(() -> window.canvas().view().requestFocus());
        assertThat(((TextField) find("input-memorySize")).getText()).isEqualTo("64 MB");
    }

    @Test
    void editsAScenarioAndWhatBreaksInIt() {
        place("aws.lambda.function", 300, 200);
        var id = design().nodes().keySet().iterator().next();
        Screen.act(() -> window.open().selection().clear());
        Screen.act(() -> ((Button) find("scenario-add")).fire());
        type("scenario-fault-0-0", "kill " + id + " at soon");
        Screen.waitUntil(
                "the fault is complained of",
                () -> window.scene().lookup("#scenario-0").lookupAll(".complaint").stream()
                        .anyMatch(Node::isVisible));
        type("scenario-fault-0-0", "kill " + id + " at 5m for 1m\n");
        Screen.waitUntil(
                "the fault is taken",
                () -> design().scenarios()
                        .getFirst()
                        .faults()
                        .equals(java.util.List.of("kill " + id + " at 5m for 1m")));
        type("scenario-change-0-0", id + ".memorySize = 1 GB\n");
        type("scenario-name-0", "Function lost\n");
        type("scenario-for-0", "20 min\n");
        var scenario = design().scenarios().getFirst();
        assertThat(scenario.name()).isEqualTo("Function lost");
        assertThat(scenario.durationNanos()).isEqualTo(20 * 60_000_000_000L);
        assertThat(scenario.changes()).hasSize(1);
        assertThat(scenario.faults()).hasSize(1);
    }

    @Test
    void breaksWhatIsSelectedFromTheCommandBox() {
        place("aws.lambda.function", 300, 200);
        ROBOT.press(KeyCode.SHORTCUT, KeyCode.K).release(KeyCode.K, KeyCode.SHORTCUT);
        Screen.act(() -> {});
        ROBOT.write("kill");
        ROBOT.press(KeyCode.ENTER).release(KeyCode.ENTER);
        Screen.waitUntil("the scenario is there", () -> !design().scenarios().isEmpty());
        assertThat(design().scenarios().getFirst().faults())
                .singleElement()
                .asString()
                .startsWith("kill ");
        assertThat(Screen.on(() -> window.run().scenarioProperty().get())).isPresent();
    }

    @Test
    void leavesTheOpenDesignUntouchedWhenAFileIsBroken(@TempDir Path folder) throws IOException {
        place("aws.lambda.function", 300, 200);
        var before = design();
        var broken = folder.resolve("broken.billow");
        Files.writeString(broken, "{ \"billow\": 1, \"nodes\": [ {");
        Screen.act(() -> window.openFile(broken));
        assertThat(design()).isSameAs(before);
        assertThat(text("problem-text")).contains("broken.billow:1");
        assertThat(find("problem").isVisible()).isTrue();
        ROBOT.clickOn(find("problem-close"));
    }

    @Test
    void switchesBetweenLightAndDark() {
        var before = Screen.on(() -> window.scene().getFill());
        ROBOT.clickOn(find("theme"));
        var dark = Screen.on(() -> window.scene().getFill());
        assertThat(dark).isNotEqualTo(before);
        ROBOT.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        assertThat(Screen.on(() -> window.scene().getFill())).isEqualTo(before);
    }

    @Test
    void copiesPastesAndDeletesWithTheKeyboard() {
        var kind = Catalogue.kind("aws.sqs.queue").orElseThrow();
        Screen.act(() -> window.open()
                .edit(new billow.model.edit.Edit.Add(billow.model.design.Node.of("q", kind, new Point(100, 100)))));
        Screen.act(() -> window.canvas().focus("q"));
        ROBOT.push(KeyCode.CONTROL, KeyCode.C).push(KeyCode.CONTROL, KeyCode.V);
        assertThat(design().nodes()).hasSize(2);
        ROBOT.push(KeyCode.CONTROL, KeyCode.A).push(KeyCode.DELETE);
        assertThat(design().nodes()).isEmpty();
    }

    @Test
    void refusesToRunAnEmptyDesign() {
        ROBOT.push(KeyCode.SPACE);
        assertThat(Screen.on(() -> window.run().state())).isEqualTo(RunState.FAILED);
        assertThat(text("run-remark")).contains("Place Clients");
    }

    @Test
    void showsWhatAMonthCostsWhileDrawingAndHowFaithfulAServiceIs(@TempDir Path folder) {
        var sample = Screen.samples(folder).getFirst();
        Screen.act(() -> {
            window.open().open(sample.design(), null);
            window.canvas().fit();
            window.results().open("bill");
        });
        Screen.waitUntil("the month is worked out", () -> window.month().shown().answer() != null);
        assertThat(text("estimate")).matches("≈ \\$[\\d.,\u202f]+ a month");
        var before = text("estimate");
        Screen.act(() -> window.month().regionProperty().set(java.util.Optional.of("sa-east-1")));
        Screen.waitUntil(
                "the other region is worked out", () -> !text("estimate").equals(before));
        Screen.act(() -> window.open().selection().node("write-item"));
        assertThat(text("inspector-cost")).contains(" a month, of ");
        Screen.act(
                () -> ((javafx.scene.control.Hyperlink) window.scene().getRoot().lookup("#how-faithful")).fire());
        assertThat(Screen.on(() -> window.scene().getRoot().lookup("#fidelity").isVisible()))
                .isTrue();
        assertThat(text("fidelity-title")).startsWith("Lambda function");
        ROBOT.type(KeyCode.ESCAPE);
        Screen.act(() -> {});
        assertThat(Screen.on(() -> window.scene().getRoot().lookup("#fidelity").isVisible()))
                .isFalse();
        Screen.act(() -> window.month().regionProperty().set(java.util.Optional.empty()));
    }
}
