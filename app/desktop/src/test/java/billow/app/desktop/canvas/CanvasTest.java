package billow.app.desktop.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.kind.Connection;
import billow.model.service.Catalogue;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CanvasTest {
    private static Node node(String id, String kind, double x, double y) {
        return Node.of(id, Catalogue.kind(kind).orElseThrow(), new Point(x, y));
    }

    @Property(tries = 200)
    void keepsThePointUnderThePointerWhenZooming(
            @ForAll @DoubleRange(min = 0, max = 2000) double x,
            @ForAll @DoubleRange(min = 0, max = 2000) double y,
            @ForAll @DoubleRange(min = 0.2, max = 5) double factor) {
        var viewport = new Viewport();
        viewport.pan(33, -71);
        var before = viewport.toWorld(x, y);
        viewport.zoomAt(x, y, factor);
        assertThat(viewport.toWorld(x, y).distance(before)).isCloseTo(0, within(1e-6));
        assertThat(viewport.scale()).isBetween(Viewport.MIN, Viewport.MAX);
    }

    @Test
    void fitsTheWholeDrawingIntoTheViewWithoutEnlargingItMuch() {
        var viewport = new Viewport();
        var world = Card.around(List.of(new Point(-500, 40), new Point(3000, 900)));
        viewport.fit(world, 1000, 700, 40);
        var topLeft = viewport.toView(world.getMinX(), world.getMinY());
        var bottomRight = viewport.toView(world.getMaxX(), world.getMaxY());
        assertThat(topLeft.getX()).isGreaterThanOrEqualTo(39);
        assertThat(bottomRight.getX()).isLessThanOrEqualTo(961);
        assertThat(bottomRight.getY()).isLessThanOrEqualTo(661);
        viewport.fit(Card.bounds(Point.ORIGIN), 1000, 700, 40);
        assertThat(viewport.scale()).isEqualTo(Viewport.FIT);
    }

    @Test
    void drawsAMovedCardToTheRowAndColumnOfItsNeighbours() {
        var guides = Guides.of(new Point(104, 297), List.of(new Point(100, 0), new Point(400, 300)));
        assertThat(guides.dx()).isEqualTo(-4);
        assertThat(guides.dy()).isEqualTo(3);
        assertThat(guides.lines()).hasSize(2);
        assertThat(Guides.of(new Point(150, 150), List.of(new Point(100, 0)))).isEqualTo(Guides.NONE);
    }

    @Test
    void placesANewCardWhereItTouchesNoOther() {
        var design =
                Design.EMPTY.put(node("a", "aws.lambda.function", 0, 0)).put(node("b", "aws.lambda.function", 240, 0));
        var at = Card.free(design, new Point(3, -2));
        assertThat(at.x() % Card.GRID).isZero();
        assertThat(design.nodes().values()).noneMatch(n -> Card.bounds(n.at()).intersects(Card.bounds(at)));
    }

    @Test
    void offersOnlyTargetsThatCanBeUsedNearestFirst() {
        var clients = node("clients", "traffic.clients", 0, 0);
        var design = Design.EMPTY
                .put(clients)
                .put(node("far", "aws.apigateway.rest", 900, 0))
                .put(node("near", "aws.apigateway.http", 300, 0))
                .put(node("other", "traffic.clients", 200, 0));
        assertThat(Connector.targets(design, clients)).extracting(Node::id).containsExactly("near", "far");
    }

    @Test
    void refusesToConnectANodeWithItselfAndSaysWhyOthersCannotBe() {
        var table = node("table", "aws.dynamodb.table", 0, 0);
        var clients = node("clients", "traffic.clients", 0, 0);
        assertThat(Connector.between(table, table)).isInstanceOf(Connection.Refused.class);
        assertThat(Connector.between(table, clients))
                .isInstanceOfSatisfying(
                        Connection.Refused.class, r -> assertThat(r.reason()).endsWith("."));
    }

    @Test
    void hasAPortForLinksOfWhateverCanBeWatched() {
        assertThat(Connector.leads(Catalogue.kind("aws.cognito.userpool").orElseThrow()))
                .isTrue();
        var alarm = node("alarm", "aws.cloudwatch.alarm", 300, 0);
        assertThat(Catalogue.kinds())
                .allSatisfy(kind -> assertThat(
                                Connector.leads(kind) || kind.outlets().isEmpty())
                        .isTrue())
                .filteredOn(kind -> Connection.between(kind, alarm.kind()) instanceof Connection.Possible)
                .isNotEmpty()
                .allMatch(Connector::leads);
    }

    @Test
    void showsNoMoreDotsThanTheEyeCanFollow() {
        assertThat(Traffic.perDot(3)).isEqualTo(1);
        assertThat(Traffic.perDot(12)).isEqualTo(2);
        assertThat(Traffic.perDot(400)).isEqualTo(100);
        assertThat(Traffic.perDot(1_000_000)).isEqualTo(200_000);
    }

    @Test
    void tellsOnACardWhatSomebodySetAndMarksTheRestAsAssumed() {
        var kind = Catalogue.kind("aws.lambda.function").orElseThrow();
        var untouched = Node.of("f", kind, Point.ORIGIN);
        assertThat(NodeWords.badges(untouched)).extracting(Live.Badge::tone).containsOnly(Live.Tone.ASSUMED);
        var memory = (billow.model.param.Param.Whole) kind.param("memorySize").orElseThrow();
        var set = untouched.with(untouched.params().with(memory, 1024L));
        assertThat(NodeWords.badges(set).getFirst())
                .isEqualTo(new Live.Badge("1024 MB", Live.Tone.PLAIN, "Memory size 1024 MB"));
    }
}
