package billow.app.desktop.results;

import billow.app.desktop.bill.BillModel;
import billow.app.desktop.bill.BillView;
import billow.app.desktop.bill.MonthModel;
import billow.app.desktop.run.Outcome;
import billow.app.desktop.run.RunModel;
import billow.app.desktop.run.RunState;
import billow.app.desktop.theme.Theme;
import billow.simulator.run.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The lower part of the window: headlines, charts, nodes and the bill of a run, live while it is watched.
public final class ResultsDock {
    /// Charts are redrawn this often while a run is watched.
    /// Services with a bar; more would need more height than the page has.
    private static final int MOST_SERVICES = 5;
    private static final long REDRAW_NANOS = 260_000_000;

    private final RunModel run;
    private final TabPane tabs = new TabPane();
    private final Map<String, HeadlineCard> cards = new LinkedHashMap<>();
    private final ChartCard latency = new ChartCard("chart-latency", "Latency over time");
    private final ChartCard distribution = new ChartCard("chart-distribution", "Distribution");
    private final ChartCard throughput = new ChartCard("chart-throughput", "Throughput");
    private final ChartCard concurrency = new ChartCard("chart-concurrency", "Concurrency");
    private final CauseBar causes = new CauseBar();
    private final VBox services = new VBox(6);
    private final NodeTable nodes;
    private final BillView bill;
    private final MonthModel month;
    private Charts charts = new Charts(Theme.LIGHT);
    private long redrawn;
    private boolean ready;
    private long drawnLength = -1;

    /// @param bill   the page of the bill
    /// @param select shows a node in the drawing
    public ResultsDock(RunModel run, MonthModel month, BillView bill, Consumer<String> select) {
        this.run = run;
        this.month = month;
        this.bill = bill;

        nodes = new NodeTable(select);
        tabs.setId("results");
        tabs.getStyleClass().add("dock");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.setMinHeight(0);
        tabs.getTabs()
                .addAll(
                        tab("overview", "Overview", overview()),
                        tab("charts", "Charts", chartRow()),
                        tab("nodes", "Nodes", padded(nodes.node())),
                        tab("bill", "Bill", padded(bill.node())));
        run.snapshotProperty().subscribe(this::watch);
        run.outcomeProperty().subscribe(this::show);
    }

    private static Tab tab(String id, String title, Region content) {
        var tab = new Tab(title, content);
        tab.setId("tab-" + id);
        return tab;
    }

    private static Region padded(Region inner) {
        var box = new VBox(inner);
        VBox.setVgrow(inner, Priority.ALWAYS);
        box.getStyleClass().add("dock-page");
        return box;
    }

    private Region overview() {
        var grid = new GridPane(10, 10);
        grid.setId("headlines");
        var headlines = ResultsModel.empty();
        for (int i = 0; i < headlines.size(); i++) {
            var card = new HeadlineCard(headlines.get(i));
            cards.put(headlines.get(i).id(), card);
            grid.add(card.node(), i % 4, i / 4);
        }
        for (int i = 0; i < 4; i++) {
            var column = new ColumnConstraints(112, 134, 180);
            column.setHgrow(Priority.SOMETIMES);
            grid.getColumnConstraints().add(column);
        }
        for (int i = 0; i < 2; i++) {
            var row = new RowConstraints();
            row.setVgrow(Priority.ALWAYS);
            row.setPercentHeight(50);
            grid.getRowConstraints().add(row);
        }
        grid.setMinWidth(478);
        causes.node().setPrefWidth(280);
        causes.node().setMinWidth(220);
        causes.node().setMaxWidth(360);
        var row = new HBox(10, grid, latency.node(), causes.node());
        row.getStyleClass().add("dock-page");
        return row;
    }

    private Region chartRow() {
        services.setId("bill-by-service");
        services.getStyleClass().add("panel-card");
        services.setMinWidth(210);
        services.setPrefWidth(250);
        services.setMaxWidth(300);
        showServices(null);
        var row = new HBox(10, distribution.node(), throughput.node(), concurrency.node(), services);
        row.getStyleClass().add("dock-page");
        return row;
    }

    public Region node() {
        return tabs;
    }

    /// Shows a page: `overview`, `charts`, `nodes` or `bill`.
    public void open(String page) {
        tabs.getTabs().stream()
                .filter(t -> ("tab-" + page).equals(t.getId()))
                .findFirst()
                .ifPresent(tabs.getSelectionModel()::select);
    }

    public void theme(Theme theme) {
        charts = new Charts(theme);
        var outcome = run.outcomeProperty().get();
        if (outcome != null) draw(outcome);
        else if (ready) drawEmpty();
        drawnLength = -1;
    }

    /// Draws the empty charts; done after the window is first seen, because the first chart takes a while.
    public void begin() {
        Theme.prepareCharts();
        ready = true;
        drawEmpty();
    }

    private void drawEmpty() {
        var course = run.courseProperty().get();
        latency.show(charts.latency(course, 0, 3600));
        throughput.show(charts.throughput(course, 0, 3600));
        concurrency.show(charts.concurrency(course, 0, 3600));
    }

    private void watch(@Nullable Snapshot now) {
        if (now == null || run.state() == RunState.FINISHED) return;
        headlines(ResultsModel.of(now));
        if (drawnLength <= 0) causes.clear();
        long wall = System.nanoTime();
        if (wall - redrawn < REDRAW_NANOS || run.courseLength() == drawnLength) return;
        redrawn = wall;
        drawnLength = run.courseLength();
        var course = run.courseProperty().get();
        charts.marking(run.faults());
        double warmup = now.warmupNanos() / 1e9;
        double end = now.endNanos() / 1e9;
        latency.show(charts.latency(course, warmup, end));
        if (tabs.getSelectionModel().getSelectedIndex() != 1) return;
        throughput.show(charts.throughput(course, warmup, end));
        concurrency.show(charts.concurrency(course, warmup, end));
    }

    private void show(@Nullable Outcome outcome) {
        if (outcome == null) return;
        headlines(ResultsModel.of(outcome));
        causes.show(outcome);
        nodes.show(NodeRow.rows(outcome));
        month.show(outcome);
        showServices(outcome);
        draw(outcome);
        drawnLength = -1;
    }

    private void draw(Outcome outcome) {
        charts.marking(outcome.faults());
        latency.show(charts.latency(outcome));
        distribution.show(charts.distribution(outcome));
        throughput.show(charts.throughput(outcome));
        concurrency.show(charts.concurrency(outcome));
    }

    private void headlines(List<Headline> next) {
        for (var headline : next) {
            var card = cards.get(headline.id());
            if (card != null) card.show(headline);
        }
    }

    /// Bill by service, with bars.
    private void showServices(@Nullable Outcome outcome) {
        var title = new Label("Bill by service");
        title.getStyleClass().add("headline-title");
        services.getChildren().setAll(title);
        if (outcome == null) {
            var hint = new Label("After a run.");
            hint.getStyleClass().add("fine");
            services.getChildren().add(hint);
            return;
        }
        var entries = BillModel.entries(outcome.bill().bill(), outcome.result().design());
        for (var entry : entries.stream().limit(MOST_SERVICES).toList()) {
            var name = new Label(entry.name());
            name.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(name, Priority.ALWAYS);
            var amount = new Label(entry.amount());
            amount.setMinWidth(Region.USE_PREF_SIZE);
            var line = new HBox(8, name, amount);
            line.setAlignment(Pos.CENTER_LEFT);
            var fill = new Region();
            fill.getStyleClass().add("service-bar");
            fill.setMaxWidth(Region.USE_PREF_SIZE);
            fill.prefWidthProperty()
                    .bind(services.widthProperty().subtract(26).multiply(Math.clamp(entry.share(), 0.004, 1)));
            services.getChildren().add(new VBox(3, line, fill));
        }
        if (entries.size() <= MOST_SERVICES) return;
        var others = new Label(entries.size() - MOST_SERVICES + " others on the page of the bill");
        others.getStyleClass().add("fine");
        services.getChildren().add(others);
    }
}
