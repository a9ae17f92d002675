package billow.app.desktop.results;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A measure on a card: value, interval as a bar, samples.
final class HeadlineCard {
    private final VBox root = new VBox(2);
    private final Label title = new Label();
    private final Label value = new Label();
    private final Label note = new Label();
    private final Label samples = new Label();
    private final Region track = new Region();
    private final Region span = new Region();
    private final Region mark = new Region();
    private final Pane bar = new Pane(track, span, mark) {
        @Override
        protected void layoutChildren() {
            place();
        }
    };
    private final Tooltip tip = new Tooltip();
    private Headline shown;

    HeadlineCard(Headline headline) {
        shown = headline;
        root.setId("card-" + headline.id());
        root.getStyleClass().add("headline");
        title.getStyleClass().add("headline-title");
        value.getStyleClass().add("headline-value");
        value.setId("value-" + headline.id());
        note.getStyleClass().add("fine");
        samples.getStyleClass().add("fine");
        track.getStyleClass().add("interval-track");
        span.getStyleClass().add("interval-span");
        mark.getStyleClass().add("interval-mark");
        bar.setMinHeight(9);
        bar.setPrefHeight(9);
        bar.setMaxHeight(9);
        for (var part : bar.getChildren()) part.setManaged(false);
        root.getChildren().addAll(title, value, bar, note, samples);
        Tooltip.install(root, tip);
        show(headline);
    }

    Region node() {
        return root;
    }

    void show(Headline next) {
        shown = next;
        title.setText(next.title());
        value.setText(next.value());
        value.getStyleClass().removeIf(c -> c.startsWith("tone-"));
        value.getStyleClass().add(next.tone());
        note.setText(next.note());
        note.setManaged(!next.note().isEmpty());
        samples.setText(next.samples());
        bar.setVisible(next.bounded());
        bar.setManaged(next.bounded());
        var words = (next.note().isEmpty() ? "" : ", " + next.note())
                + (next.samples().isEmpty() ? "" : ", " + next.samples());
        root.setAccessibleText(next.title() + " " + next.value() + words);
        tip.setText(
                next.title() + " " + next.value() + words + (next.bounded() ? "\nThe bar is the 95 % interval." : ""));
        place();
    }

    /// The interval takes its place on a scale that reaches a fifth of the value beyond it, or twice its width.
    private void place() {
        double width = bar.getWidth();
        if (width <= 0) return;
        track.resizeRelocate(0, 3, width, 3);
        if (!shown.bounded()) return;
        double half = Math.max(shown.high() - shown.point(), shown.point() - shown.low());
        double reach = Math.max(half * 1.6, Math.abs(shown.point()) * 0.15);
        double from = shown.point() - reach;
        double left = width * (shown.low() - from) / (2 * reach);
        double right = width * (shown.high() - from) / (2 * reach);
        span.resizeRelocate(Math.max(0, left), 2, Math.max(3, Math.min(width, right) - Math.max(0, left)), 5);
        mark.resizeRelocate(width / 2 - 1, 0, 2, 9);
    }
}
