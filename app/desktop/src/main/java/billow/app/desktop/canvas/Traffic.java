package billow.app.desktop.canvas;

import billow.app.desktop.theme.Theme;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.animation.AnimationTimer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// Dots that travel along the links while a run is watched, each standing for the same number of requests. Drawn from
/// rates, not from single requests, on one canvas above the links.
public final class Traffic {
    /// Time a dot takes from port to port, in seconds of the viewer.
    private static final double JOURNEY = 1.4;
    /// Most dots that leave a port in a second.
    private static final double MOST = 7;

    private final Canvas canvas = new Canvas();
    private final Viewport viewport;
    private final Function<String, Optional<LinkSkin>> skins;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final ReadOnlyLongWrapper requestsPerDot = new ReadOnlyLongWrapper(1);
    private Live live = Live.NONE;
    private Color plain = Color.BLUE;
    private Color failed = Color.RED;
    private final AnimationTimer timer = new AnimationTimer() {
        private long last;

        @Override
        public void handle(long now) {
            double seconds = last == 0 ? 0 : Math.min(0.1, (now - last) / 1e9);
            last = now;
            step(seconds);
        }

        @Override
        public void stop() {
            last = 0;
            super.stop();
        }
    };

    private static final class Lane {
        final Deque<Dot> dots = new ArrayDeque<>();
        double owed;
        double failedOwed;
    }

    private record Dot(double start, boolean failed) {}

    private double clock;

    Traffic(Viewport viewport, Function<String, Optional<LinkSkin>> skins) {
        this.viewport = viewport;
        this.skins = skins;
        canvas.setMouseTransparent(true);
    }

    Canvas node() {
        return canvas;
    }

    void fill(Region view) {
        canvas.widthProperty().bind(view.widthProperty());
        canvas.heightProperty().bind(view.heightProperty());
    }

    void theme(Theme theme) {
        plain = theme.accent();
        failed = theme.bad();
    }

    /// How many requests one dot stands for: 1, 2, 5, 10, …
    public ReadOnlyLongProperty requestsPerDotProperty() {
        return requestsPerDot.getReadOnlyProperty();
    }

    void show(Live next) {
        live = next;
        double most = next.links().values().stream()
                .mapToDouble(Live.OfLink::perSecond)
                .max()
                .orElse(0);
        requestsPerDot.set(perDot(most));
    }

    /// The least of 1, 2, 5, 10, 20, … at which no more than [#MOST] dots a second are needed.
    static long perDot(double perSecond) {
        double wanted = Math.max(1, perSecond / MOST);
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        for (double factor : new double[] {1, 2, 5, 10})
            if (power * factor >= wanted * 0.999999) return Math.round(power * factor);
        return Math.round(power * 10);
    }

    public void start() {
        timer.start();
    }

    /// Stops the dots where they are.
    public void pause() {
        timer.stop();
    }

    public void clear() {
        timer.stop();
        lanes.clear();
        canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    }

    private void step(double seconds) {
        clock += seconds;
        var pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        lanes.keySet().retainAll(live.links().keySet());
        live.links().forEach((id, flow) -> {
            var lane = lanes.computeIfAbsent(id, k -> new Lane());
            emit(lane, flow, seconds);
            skins.apply(id).ifPresent(skin -> draw(lane, skin));
        });
    }

    private void emit(Lane lane, Live.OfLink flow, double seconds) {
        lane.owed += seconds * flow.perSecond() / requestsPerDot.get();
        while (lane.owed >= 1) {
            lane.owed--;
            lane.failedOwed += flow.failedShare();
            boolean fails = lane.failedOwed >= 1;
            if (fails) lane.failedOwed--;
            if (lane.dots.size() < 40) lane.dots.addLast(new Dot(clock, fails));
        }
        while (!lane.dots.isEmpty() && clock - lane.dots.getFirst().start() > JOURNEY) lane.dots.removeFirst();
    }

    private void draw(Lane lane, LinkSkin skin) {
        var pen = canvas.getGraphicsContext2D();
        double radius = Math.max(2, 4 * Math.min(1, viewport.scale()));
        for (var dot : lane.dots) {
            double t = (clock - dot.start()) / JOURNEY;
            var at = skin.at(t);
            var place = viewport.toView(at.getX(), at.getY());
            pen.setFill(dot.failed() ? failed : plain);
            pen.fillOval(place.getX() - radius, place.getY() - radius, 2 * radius, 2 * radius);
        }
    }
}
