package billow.app.desktop.run;

import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.glyph.Icon;
import billow.model.design.Scenario;
import java.util.ArrayList;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.StringConverter;

/// Play, pause and stop, the clock, how far it has come, speed, seed and scenario.
public final class TransportBar {
    private final RunModel run;
    private final OpenDesign open;
    private final HBox root = new HBox(10);
    private final Button play = new Button();
    private final ComboBox<Optional<Scenario>> scenarios = new ComboBox<>();

    public TransportBar(RunModel run, OpenDesign open) {
        this.run = run;
        this.open = open;
        root.setId("transport");
        root.getStyleClass().add("transport");
        root.setAlignment(Pos.CENTER_LEFT);
        root.getChildren().addAll(play(), stop(), clock(), bar(), remark(), speed(), seed(), scenarios());
    }

    public Region node() {
        return root;
    }

    private Button play() {
        play.setId("play");
        play.getStyleClass().add("play");
        play.setOnAction(e -> run.toggle());
        run.stateProperty().subscribe(state -> {
            boolean pauses = state == RunState.WATCHING;
            play.setGraphic((pauses ? Icon.PAUSE : Icon.PLAY).node(16));
            var word = pauses ? "Pause" : state == RunState.PAUSED ? "Go on" : "Run";
            play.setAccessibleText(word);
            play.setTooltip(new Tooltip(word + " (Space)"));
            play.setDisable(state == RunState.PREPARING || state == RunState.REPLICATING);
        });
        return play;
    }

    private Button stop() {
        var stop = new Button();
        stop.setId("stop");
        stop.setGraphic(Icon.STOP.node(14));
        stop.getStyleClass().addAll("flat", "icon-button");
        stop.setAccessibleText("Stop, keep what was measured");
        stop.setTooltip(new Tooltip("Stop and keep what was measured"));
        stop.setOnAction(e -> run.stop());
        stop.disableProperty().bind(run.stateProperty().map(s -> !s.active()));
        return stop;
    }

    private Label clock() {
        var clock = new Label();
        clock.setId("clock");
        clock.getStyleClass().add("clock");
        clock.textProperty().bind(run.clockProperty());
        clock.setMinWidth(Region.USE_PREF_SIZE);
        return clock;
    }

    private Region bar() {
        var track = new Region();
        track.getStyleClass().add("progress-track");
        var fill = new Region();
        fill.getStyleClass().add("progress-fill");
        StackPane.setAlignment(fill, Pos.CENTER_LEFT);
        var bar = new StackPane(track, fill);
        bar.setId("progress");
        bar.setMinWidth(60);
        HBox.setHgrow(bar, Priority.ALWAYS);
        Runnable size = () -> fill.setMaxWidth(
                Math.max(0, bar.getWidth() * Math.clamp(run.progressProperty().get(), 0, 1)));
        bar.widthProperty().subscribe(w -> size.run());
        run.progressProperty().subscribe(p -> size.run());
        run.stateProperty().subscribe(s -> {
            fill.getStyleClass().removeAll("replicating");
            if (s == RunState.REPLICATING) fill.getStyleClass().add("replicating");
        });
        return bar;
    }

    private Label remark() {
        var remark = new Label();
        remark.setId("run-remark");
        remark.getStyleClass().add("fine");
        remark.textProperty().bind(run.remarkProperty());
        remark.setMinWidth(60);
        remark.setMaxWidth(300);
        run.stateProperty().subscribe(s -> {
            remark.getStyleClass().removeAll("complaint");
            if (s == RunState.FAILED) remark.getStyleClass().add("complaint");
        });
        return remark;
    }

    private Region speed() {
        var slider = new Slider(0, 1, 0.7);
        slider.setId("speed");
        slider.setPrefWidth(104);
        slider.setMinWidth(70);
        slider.setAccessibleText("Speed");
        var tip = new Tooltip("Speed");
        slider.setTooltip(tip);
        slider.valueProperty().subscribe(v -> {
            var chosen = new Pace(Math.clamp(v.doubleValue(), 0, 1));
            tip.setText("Speed: " + chosen.text());
            if (slider.isFocused() || slider.isPressed() || slider.isValueChanging())
                run.paceProperty().set(chosen);
        });
        run.paceProperty().subscribe(p -> {
            if (p != null && !slider.isPressed()) slider.setValue(p.position());
        });
        var word = new Label("Speed");
        word.getStyleClass().add("fine");
        word.setMinWidth(Region.USE_PREF_SIZE);
        var box = new HBox(6, word, slider);
        box.setAlignment(Pos.CENTER);
        return box;
    }

    private Region seed() {
        var field = new TextField(Long.toString(run.seedProperty().get()));
        field.setId("seed");
        field.setPrefWidth(64);
        field.setMinWidth(48);
        field.setAccessibleText("Seed");
        field.setTooltip(new Tooltip("The same seed gives the same run, to the bit"));
        field.textProperty().subscribe(text -> {
            boolean good = text != null && text.matches("-?\\d{1,18}");
            field.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("invalid"), !good);
            if (good) run.seedProperty().set(Long.parseLong(text));
        });
        run.seedProperty().subscribe(seed -> {
            if (!field.isFocused()) field.setText(seed.toString());
        });
        var word = new Label("Seed");
        word.getStyleClass().add("fine");
        word.setMinWidth(Region.USE_PREF_SIZE);
        var box = new HBox(6, word, field);
        box.setAlignment(Pos.CENTER);
        return box;
    }

    private ComboBox<Optional<Scenario>> scenarios() {
        scenarios.setId("scenario");
        scenarios.setAccessibleText("Scenario");
        scenarios.setPrefWidth(168);
        scenarios.setMinWidth(110);
        scenarios.setConverter(names());
        open.designProperty().subscribe(design -> {
            var all = new ArrayList<Optional<Scenario>>();
            all.add(Optional.empty());
            design.scenarios().forEach(s -> all.add(Optional.of(s)));
            if (!all.equals(scenarios.getItems())) scenarios.getItems().setAll(all);
            scenarios.setValue(run.scenarioProperty().get());
        });
        run.scenarioProperty().subscribe(scenarios::setValue);
        scenarios.setOnAction(e -> {
            var chosen = scenarios.getValue();
            if (chosen != null) run.scenarioProperty().set(chosen);
        });
        scenarios.disableProperty().bind(run.stateProperty().map(RunState::active));
        return scenarios;
    }

    private static StringConverter<Optional<Scenario>> names() {
        return new StringConverter<>() {
            @Override
            public String toString(Optional<Scenario> scenario) {
                return scenario == null ? "" : scenario.map(Scenario::name).orElse("As drawn");
            }

            @Override
            public Optional<Scenario> fromString(String text) {
                throw new UnsupportedOperationException("The list is not edited as text.");
            }
        };
    }
}
