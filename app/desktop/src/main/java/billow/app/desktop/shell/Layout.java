package billow.app.desktop.shell;

import billow.app.desktop.bill.BillWords;
import billow.app.desktop.bill.MonthModel;
import billow.app.desktop.canvas.DesignCanvas;
import billow.app.desktop.canvas.Minimap;
import billow.app.desktop.results.ResultsDock;
import billow.app.desktop.run.RunModel;
import billow.app.desktop.run.RunState;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// Where each area of the window is: palette, canvas and inspector side by side, the run below them, the bar above.
///
/// @param over what lies over the canvas and can cover it: messages, problems
record Layout(
        Region topBar,
        Region palette,
        DesignCanvas canvas,
        Minimap minimap,
        Region startPage,
        Region inspector,
        Region transport,
        ResultsDock dock,
        Node... over) {

    Region body(RunModel run, MonthModel month) {
        var centre = new StackPane(
                canvas.view(), startPage, CanvasTools.of(canvas), dots(run), estimate(month), minimap.node());
        centre.getChildren().addAll(over);
        centre.setMinSize(200, 120);
        place(minimap.node(), Pos.BOTTOM_RIGHT);
        var columns = new SplitPane(palette, centre, inspector);
        SplitPane.setResizableWithParent(palette, false);
        SplitPane.setResizableWithParent(inspector, false);
        columns.setDividerPositions(0.165, 0.78);
        var lower = new BorderPane(dock.node());
        lower.setTop(transport);
        lower.setMinHeight(84);
        var rows = new SplitPane(columns, lower);
        rows.setOrientation(Orientation.VERTICAL);
        SplitPane.setResizableWithParent(lower, false);
        rows.setDividerPositions(1);
        run.stateProperty().subscribe(state -> {
            if (!state.active() || rows.getDividerPositions()[0] < 0.85) return;
            rows.setDividerPositions(0.62);
            Platform.runLater(canvas::fit);
        });
        var body = new BorderPane(rows);
        body.setTop(topBar);
        return body;
    }

    private static void place(Node node, Pos corner) {
        StackPane.setAlignment(node, corner);
        StackPane.setMargin(node, new Insets(14));
    }

    /// How many requests a dot on the links stands for.
    private Label dots(RunModel run) {
        var chip = new Label();
        chip.setId("dots");
        chip.getStyleClass().add("chip");
        chip.textProperty()
                .bind(canvas.traffic()
                        .requestsPerDotProperty()
                        .map(n -> n.longValue() == 1 ? "1 dot = 1 request" : "1 dot = %d requests".formatted(n)));
        chip.visibleProperty().bind(run.stateProperty().map(s -> s == RunState.WATCHING || s == RunState.PAUSED));
        place(chip, Pos.BOTTOM_LEFT);
        return chip;
    }

    /// What a month of the drawing costs, at once.
    private Label estimate(MonthModel month) {
        var chip = new Label();
        chip.setId("estimate");
        chip.getStyleClass().addAll("chip", "estimate");
        chip.textProperty().bind(month.shownProperty().map(BillWords::total));
        chip.visibleProperty().bind(chip.textProperty().isNotEmpty());
        chip.setOnMouseClicked(e -> dock.open("bill"));
        place(chip, Pos.TOP_LEFT);
        return chip;
    }
}
