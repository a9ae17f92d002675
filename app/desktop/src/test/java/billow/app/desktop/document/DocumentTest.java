package billow.app.desktop.document;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.edit.Edit;
import billow.model.kind.LinkKind;
import billow.model.param.Params;
import billow.model.service.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {
    private static final Node API =
            Node.of("api", Catalogue.kind("aws.apigateway.rest").orElseThrow(), Point.ORIGIN);
    private static final Node FUNCTION =
            Node.of("function", Catalogue.kind("aws.lambda.function").orElseThrow(), new Point(240, 0));
    private static final Link LINK =
            new Link("api->function", "api", "function", LinkKind.INVOKE, Params.DEFAULTS, Map.of());

    @Test
    void isDirtyUntilTheSavedStateIsBack() {
        var open = new OpenDesign();
        open.edit(new Edit.Add(API));
        assertThat(open.dirty()).isTrue();
        open.undo();
        assertThat(open.dirty()).isFalse();
        open.redo();
        open.savedAs(Path.of("a.billow"));
        assertThat(open.dirty()).isFalse();
    }

    @Test
    void acceptsNoEditWhileARunIsWatched() {
        var open = new OpenDesign();
        open.lockedProperty().set(true);
        open.edit(new Edit.Add(API));
        assertThat(open.design().nodes()).isEmpty();
    }

    @Test
    void forgetsTheSelectionOfWhatWasRemoved() {
        var open = new OpenDesign();
        open.edit(new Edit.Add(List.of(API, FUNCTION), List.of(LINK)));
        open.selection().nodes(Set.of("api", "function"));
        open.edit(new Edit.Remove(Set.of("api"), Set.of()));
        assertThat(open.selection().get().nodes()).containsExactly("function");
    }

    @Test
    void copiesNodesWithTheLinksBetweenThemUnderFreeIds() {
        var design = Design.EMPTY.put(API).put(FUNCTION).put(LINK);
        var edit = Clip.of(design, Set.of("api", "function")).into(design, 40, 120);
        var after = Edit.apply(edit, design);
        assertThat(after.nodes()).containsOnlyKeys("api", "function", "api-2", "function-2");
        assertThat(after.link("api-2->function-2")).isPresent();
        assertThat(after.nodes().get("api-2").at()).isEqualTo(new Point(40, 120));
    }

    @Test
    void refusesABrokenFileWithThePlaceOfTheMistake(@TempDir Path folder) throws IOException {
        var file = folder.resolve("broken.billow");
        Files.writeString(file, "{ \"billow\": 1,\n  \"nodes\": [ { \"id\": ");
        assertThat(new DesignFiles(folder).read(file))
                .isInstanceOfSatisfying(
                        DesignFiles.Refused.class, r -> assertThat(r.message()).contains("broken.billow:2"));
    }

    @Test
    void keepsUnsavedChangesBesideTheFileAndNeverOverIt(@TempDir Path folder) throws IOException {
        var files = new DesignFiles(folder);
        var file = folder.resolve("orders.billow");
        var saved = Design.EMPTY.put(API);
        assertThat(files.write(saved, file)).isEmpty();
        var before = Files.readString(file);
        files.keep(saved.put(FUNCTION), file);
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(files.kept(file, saved))
                .hasValueSatisfying(d -> assertThat(d.nodes()).containsKey("function"));
        files.forget(file);
        assertThat(files.kept(file, saved)).isEmpty();
        assertThat(Files.list(folder)).containsExactly(file);
    }

    @Test
    void offersNoRecoveryWhenNothingWasLost(@TempDir Path folder) {
        var files = new DesignFiles(folder);
        var file = folder.resolve("orders.billow");
        var saved = Design.EMPTY.put(API);
        files.keep(saved, file);
        assertThat(files.kept(file, saved)).isEmpty();
    }

    @Test
    void dropsFindingsAboutADesignThatIsNoLongerOpen() {
        var open = new OpenDesign();
        var waiting = new ArrayList<Runnable>();
        var model = new FindingsModel(open, waiting::add, Runnable::run);
        open.edit(new Edit.Add(API));
        var lonely = waiting.removeLast();
        open.undo();
        lonely.run();
        assertThat(model.findings().get()).isEmpty();
    }

    @Test
    void remembersRecentFilesThatAreStillThere(@TempDir Path folder) throws IOException {
        var file = Files.createFile(folder.resolve("a.billow"));
        var settings = new Settings(folder.resolve("settings.properties"));
        settings.addRecent(file);
        settings.addRecent(folder.resolve("gone.billow"));
        assertThat(new Settings(folder.resolve("settings.properties")).recent()).containsExactly(file);
    }

    @Test
    void namesParametersAndOptionsAsPeopleReadThem() {
        assertThat(ValueText.title("reservedConcurrentExecutions")).isEqualTo("Reserved concurrent executions");
        assertThat(ValueText.title("timeoutInMillis")).isEqualTo("Timeout");
        assertThat(ValueText.option("PAY_PER_REQUEST")).isEqualTo("Pay per request");
        assertThat(ValueText.option("x86_64")).isEqualTo("x86_64");
    }
}
