package billow.app.desktop.shell;

import billow.app.desktop.bill.BillView;
import billow.app.desktop.bill.BillWords;
import billow.app.desktop.bill.MonthModel;
import billow.app.desktop.canvas.CanvasControl;
import billow.app.desktop.canvas.CanvasKeys;
import billow.app.desktop.canvas.DesignCanvas;
import billow.app.desktop.canvas.Minimap;
import billow.app.desktop.document.Autosave;
import billow.app.desktop.document.DesignFiles;
import billow.app.desktop.document.FindingsModel;
import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.document.Samples;
import billow.app.desktop.document.Scenarios;
import billow.app.desktop.document.Settings;
import billow.app.desktop.inspector.InspectorView;
import billow.app.desktop.palette.PaletteModel;
import billow.app.desktop.palette.PaletteView;
import billow.app.desktop.results.ResultsDock;
import billow.app.desktop.run.RunModel;
import billow.app.desktop.run.RunState;
import billow.app.desktop.run.TransportBar;
import billow.app.desktop.theme.Theme;
import billow.app.study.TraceFiles;
import billow.model.design.Design;
import billow.model.design.Scenario;
import billow.model.kind.NodeKind;
import billow.model.service.Catalogue;
import billow.simulator.run.TraceSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// The window: puts the screen areas together and passes messages between them.
public final class MainWindow {
    private final Stage stage;
    private final Settings settings;
    private final OpenDesign open = new OpenDesign();
    private final SimpleObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
    private final SimpleBooleanProperty running = new SimpleBooleanProperty();
    private final Toasts toasts = new Toasts();
    private final ProblemPanel problems = new ProblemPanel();
    private final DesignCanvas canvas = new DesignCanvas(open);
    private final Minimap minimap = new Minimap(canvas);
    private final RunModel run;
    private final MonthModel month;
    private final ResultsDock dock;
    private final TransportBar transport;
    private final FileActions files;
    private final InspectorView inspector;
    private final PaletteView palette;
    private final CanvasControl control;
    private final CanvasKeys keys;
    private final CommandBox commandBox;
    private final FidelityCard fidelity = new FidelityCard();
    private final StartPage startPage;
    private final TopBar topBar;
    private final ExecutorService checker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("checks").factory());
    private final ExecutorService biller = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("bills").factory());
    private final StackPane root = new StackPane();
    private final Scene scene;

    public MainWindow(Stage stage, Settings settings, Samples samples) {
        this.stage = stage;
        this.settings = settings;

        var designFiles = new DesignFiles(settings.home());
        var autosave = new Autosave(open, designFiles, Duration.seconds(1.5));
        files = new FileActions(stage, open, designFiles, autosave, settings, problems, toasts);
        run = new RunModel(open, traces());
        month = new MonthModel(open, traces(), biller, Platform::runLater);
        dock = new ResultsDock(run, month, new BillView(month, open, Regions.priced()), this::showNode);
        transport = new TransportBar(run, open);
        inspector = new InspectorView(open, Catalogue.account(), Regions.priced(), this::choose, this::explain);
        control = new CanvasControl(canvas, messages());
        keys = new CanvasKeys(canvas, control, this::playOrPause);
        palette = new PaletteView(new PaletteModel(Catalogue.kinds()), carrier(), control::place);
        startPage = new StartPage(samples.all(), startActions());
        topBar = new TopBar(open, running, topActions());
        var commands = new Commands(this, open, files, canvas, keys, palette, inspector);
        commandBox = new CommandBox(new Finder(() -> commands.everything(samples.all())));
        root.getStyleClass().add("window");
        root.getChildren().addAll(body(), fidelity.node(), commandBox.node());
        scene = new Scene(root, 1440, 900);
        commands.install(scene);
        files.acceptDrops(scene);
        theme.subscribe(this::show);
        theme.set(settings.get("theme").orElse("light").equals("dark") ? Theme.DARK : Theme.LIGHT);
        open.designProperty().subscribe(this::showStartPage);
        open.fileProperty().subscribe(f -> startPage.showRecent(settings.recent()));
        watchRun();
        watchFindings();
        watchCost();
        stage.titleProperty().bind(open.designProperty().map(d -> d.name() + " – Billow"));
        stage.setScene(scene);
        stage.getIcons().setAll(AppIcon.pictures());
    }

    private Region body() {
        StackPane.setMargin(toasts.node(), new Insets(0, 14, 14, 14));
        return new Layout(
                        topBar.node(),
                        palette.node(),
                        canvas,
                        minimap,
                        startPage.node(),
                        inspector.node(),
                        transport.node(),
                        dock,
                        toasts.node(),
                        problems.node())
                .body(run, month);
    }

    private void watchCost() {
        month.shownProperty().subscribe(s -> showCost());
        open.selection().property().subscribe(s -> showCost());
    }

    private void showCost() {
        var node = open.selection().get().onlyNode();
        inspector.showCost(
                node.isPresent()
                        ? BillWords.of(month.shown(), node.get())
                        : open.selection().get().isEmpty() ? BillWords.total(month.shown()) : "");
    }

    /// Shows what is modelled, simplified and ignored of a kind.
    void explain(NodeKind kind) {
        fidelity.open(kind, scene.getFocusOwner());
    }

    /// The same of what is selected.
    public void explain() {
        open.selection().get().onlyNode().flatMap(open.design()::node).ifPresent(n -> explain(n.kind()));
    }

    /// Recorded traffic lies beside the design.
    private TraceSource traces() {
        return (file, interval) -> {
            var design = open.file();
            var folder = design == null ? null : design.toAbsolutePath().getParent();
            return new TraceFiles(folder == null ? Path.of("") : folder).read(file, interval);
        };
    }

    private void watchRun() {
        var frames = new AnimationTimer() {
            @Override
            public void handle(long now) {
                run.frame();
            }
        };
        frames.start();
        run.liveProperty().subscribe(canvas::showLive);
        run.stateProperty().subscribe(state -> {
            if (state.active()) running.set(true);
            switch (state) {
                case WATCHING -> canvas.traffic().start();
                case PAUSED, REPLICATING -> canvas.traffic().pause();
                case IDLE, PREPARING, FINISHED, FAILED -> canvas.traffic().clear();
            }
            if (state == RunState.FAILED) toasts.refused(run.remarkProperty().get());
        });
        running.subscribe(on -> {
            if (!on) run.leave();
        });
    }

    private void watchFindings() {
        var findings = new FindingsModel(open, checker, Platform::runLater);
        findings.findings().subscribe(found -> {
            canvas.showFindings(FindingsModel.byNode(open.design(), found));
            inspector.showFindings(found);
        });
    }

    private void choose(Scenario scenario) {
        run.scenarioProperty().set(Optional.of(scenario));
        toasts.said("The next run shows “" + scenario.name() + "”.", "Run", run::start);
    }

    /// Adds a fault to the chosen scenario, or to one for the purpose, and chooses that.
    void breakOnPurpose(String fault) {
        var scenario = new Scenarios(open).breaking(run.scenarioProperty().get(), fault);
        run.scenarioProperty().set(Optional.of(scenario));
        toasts.said("“" + fault + "” is in the scenario “" + scenario.name() + "”.", "Run", run::start);
    }

    private void showNode(String id) {
        open.selection().node(id);
        canvas.reveal(id);
    }

    private CanvasControl.Messages messages() {
        return new CanvasControl.Messages() {
            @Override
            public void said(String text) {
                toasts.said(text);
            }

            @Override
            public void refused(String reason) {
                toasts.refused(reason);
            }

            @Override
            public void openInspector() {
                inspector.focus();
            }
        };
    }

    private PaletteView.Carrier carrier() {
        return new PaletteView.Carrier() {
            @Override
            public void begin(NodeKind kind, double sceneX, double sceneY) {
                control.beginPlacing(kind, sceneX, sceneY);
            }

            @Override
            public void move(double sceneX, double sceneY, boolean free) {
                control.movePlacing(sceneX, sceneY, free);
            }

            @Override
            public void end(double sceneX, double sceneY, boolean free) {
                control.endPlacing(sceneX, sceneY, free);
            }
        };
    }

    private TopBar.Actions topActions() {
        return new TopBar.Actions() {
            @Override
            public void commands() {
                openCommandBox();
            }

            @Override
            public void theme() {
                switchTheme();
            }

            @Override
            public void open() {
                files.chooseAndOpen();
            }

            @Override
            public void save() {
                files.save();
            }
        };
    }

    private StartPage.Actions startActions() {
        return new StartPage.Actions() {
            @Override
            public void sample(Samples.Sample sample) {
                openSample(sample);
            }

            @Override
            public void open() {
                files.chooseAndOpen();
            }

            @Override
            public void open(Path file) {
                files.open(file);
            }

            @Override
            public void commands() {
                openCommandBox();
            }
        };
    }

    void openSample(Samples.Sample sample) {
        files.leaving(() -> {
            open.open(sample.design(), null);
            canvas.fit();
            canvas.view().requestFocus();
        });
    }

    void placeOnCanvas(NodeKind kind) {
        control.place(kind);
    }

    void openCommandBox() {
        commandBox.open(scene.getFocusOwner());
    }

    void switchTheme() {
        theme.set(theme.get().other());
        settings.set("theme", theme.get() == Theme.DARK ? "dark" : "light");
    }

    private void show(@Nullable Theme next) {
        if (next == null) return;
        next.applyTo(scene);
        canvas.theme(next);
        minimap.theme(next);
        dock.theme(next);
        topBar.themeIcon(next == Theme.DARK);
    }

    private void showStartPage(Design design) {
        startPage.node().setVisible(design.nodes().isEmpty());
    }

    void playOrPause() {
        run.toggle();
    }

    /// Opens a file, or what an earlier session left unsaved, and shows the window.
    public void show(List<Path> toOpen) {
        stage.setWidth(Double.parseDouble(settings.get("width").orElse("1440")));
        stage.setHeight(Double.parseDouble(settings.get("height").orElse("900")));
        stage.setMinWidth(960);
        stage.setMinHeight(600);
        stage.setOnCloseRequest(e -> {
            e.consume();
            files.leaving(this::close);
        });
        stage.show();
        if (toOpen.isEmpty()) files.offerKept();
        else files.open(toOpen.getFirst());
        startPage.showRecent(settings.recent());
        Platform.runLater(() -> {
            canvas.fit();
            canvas.view().requestFocus();
            Platform.runLater(dock::begin);
        });
    }

    private void close() {
        settings.set("width", Double.toString(stage.getWidth()));
        settings.set("height", Double.toString(stage.getHeight()));
        run.leave();
        checker.shutdownNow();
        biller.shutdownNow();
        files.close();
        stage.close();
    }

    public OpenDesign open() {
        return open;
    }

    public Scene scene() {
        return scene;
    }

    public ResultsDock results() {
        return dock;
    }

    /// Opens a file as the command does.
    public void openFile(Path file) {
        files.open(file);
    }

    public void theme(Theme next) {
        theme.set(next);
    }

    public RunModel run() {
        return run;
    }

    public MonthModel month() {
        return month;
    }

    public DesignCanvas canvas() {
        return canvas;
    }
}
