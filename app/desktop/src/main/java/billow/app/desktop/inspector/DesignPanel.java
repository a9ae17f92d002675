package billow.app.desktop.inspector;

import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.document.Scenarios;
import billow.app.desktop.glyph.Icon;
import billow.model.design.Design;
import billow.model.design.Scenario;
import billow.model.edit.Edit;
import billow.model.edit.Target;
import billow.model.param.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Name, region, account quotas and scenarios of the design.
final class DesignPanel implements Panel {
    static final Object SUBJECT = "design";

    private final OpenDesign open;
    private final Consumer<Scenario> choose;
    private final VBox root = new VBox();
    private final TextField name = new TextField();
    private final ComboBox<String> region = new ComboBox<>();
    private final ParamForm account;
    private final VBox scenarios = new VBox(8);
    private final List<ScenarioCard> cards = new ArrayList<>();
    private final Label size = new Label();

    /// @param regions that can be priced
    /// @param choose  makes a scenario the one to be run
    DesignPanel(OpenDesign open, List<Param<?>> quotas, List<String> regions, Consumer<Scenario> choose) {
        this.choose = choose;
        this.open = open;
        account = new ParamForm(quotas, new Target.OfAccount(), open::edit, open::seal);
        region.getItems().setAll(regions);
        size.getStyleClass().add("fine");
        var head = new VBox(0, name, size);
        head.getStyleClass().add("inspector-head");
        root.getChildren().addAll(head, regionRow());
        var quotaTitle = title("Quotas of the account");
        var quotaHint = new Label("Shared by everything in the drawing.");
        quotaHint.getStyleClass().add("fine");
        root.getChildren().addAll(title("Scenarios"), scenarios, adder(), quotaTitle, quotaHint, account.node());
        bindName();
        region.setOnAction(e -> {
            var chosen = region.getValue();
            if (chosen != null && !chosen.equals(open.design().region()))
                open.editOnce(new Edit.SetDesign(open.design().name(), chosen));
        });
        show(open.design());
    }

    private void bindName() {
        name.setId("design-name");
        name.getStyleClass().add("name-field");
        name.setAccessibleText("Name of the design");
        name.textProperty().subscribe(typed -> {
            if (typed != null && name.isFocused() && !typed.isBlank())
                open.edit(new Edit.SetDesign(typed.strip(), open.design().region()));
        });
        name.focusedProperty().subscribe(focused -> {
            if (!focused) {
                open.seal();
                show(open.design());
            }
        });
    }

    private static Label title(String text) {
        var title = new Label(text);
        title.getStyleClass().add("section-title");
        return title;
    }

    private HBox regionRow() {
        region.setId("design-region");
        region.setAccessibleText("Region");
        region.setPrefWidth(150);
        var word = new Label("Region");
        word.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(word, Priority.ALWAYS);
        var row = new HBox(8, word, region);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("field");
        return row;
    }

    @Override
    public Object subject() {
        return SUBJECT;
    }

    @Override
    public Region node() {
        return root;
    }

    @Override
    public void show(Design design) {
        if (!name.isFocused()) name.setText(design.name());
        if (!region.getItems().contains(design.region())) region.getItems().add(design.region());
        region.setValue(design.region());
        account.show(design.account());
        size.setText(count(design.nodes().size(), "node") + " · "
                + count(design.links().size(), "link"));
        showScenarios(design);
    }

    private void showScenarios(Design design) {
        if (cards.size() == design.scenarios().size()) {
            cards.forEach(ScenarioCard::show);
            return;
        }
        boolean grown = cards.size() + 1 == design.scenarios().size();
        cards.clear();
        for (int i = 0; i < design.scenarios().size(); i++) cards.add(new ScenarioCard(i, open, choose));
        if (grown) cards.getLast().unfold(true);
        scenarios.getChildren().setAll(cards.stream().map(ScenarioCard::node).toList());
        if (cards.isEmpty()) {
            var none = new Label("None. A run simulates an hour of the drawing as it is.");
            none.getStyleClass().add("fine");
            none.setWrapText(true);
            scenarios.getChildren().setAll(none);
        }
    }

    private Button adder() {
        var add = new Button("Add a scenario");
        add.setId("scenario-add");
        add.getStyleClass().add("flat");
        add.setGraphic(Icon.PLUS.node(14));
        add.setOnAction(e -> new Scenarios(open).add("Scenario"));
        return add;
    }

    private static String count(int number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }
}
