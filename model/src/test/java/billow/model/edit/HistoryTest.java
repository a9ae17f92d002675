package billow.model.edit;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.kind.LinkKind;
import billow.model.param.Params;
import billow.model.service.Catalogue;
import billow.model.service.FunctionCapacity;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HistoryTest {
    /// What a user does next.
    sealed interface Act {
        record Do(Edit edit) implements Act {}

        record Undo() implements Act {}

        record Redo() implements Act {}

        record EndGesture() implements Act {}
    }

    @Property(tries = 1000)
    void undoAndRedoLeadBackToTheVeryInstanceAfterAnyActs(@ForAll("acts") List<Act> acts) {
        var history = new History(Design.EMPTY);
        for (var act : acts) perform(act, history);
        while (history.redo()) {}
        var last = history.design();
        var states = new ArrayDeque<Design>();
        do states.push(history.design());
        while (history.undo());
        assertThat(history.design()).isSameAs(Design.EMPTY);
        assertThat(history.canUndo()).isFalse();
        do assertThat(history.design()).isSameAs(states.pop());
        while (history.redo());
        assertThat(history.design()).isSameAs(last);
        assertThat(history.canRedo()).isFalse();
    }

    @Property(tries = 1000)
    void everyDesignOnTheWayIsSoundAndAnEditThatChangesNothingLeavesNoStep(@ForAll("acts") List<Act> acts) {
        var history = new History(Design.EMPTY);
        for (var act : acts) {
            var before = history.design();
            int steps = history.undoLabels().size();
            perform(act, history);
            var after = history.design();
            for (var link : after.links()) assertThat(after.nodes()).containsKeys(link.from(), link.to());
            if (act instanceof Act.Do && after == before)
                assertThat(history.undoLabels()).hasSize(steps);
            if (act instanceof Act.Do(Edit.Move move) && after != before)
                move.places()
                        .forEach((id, place) ->
                                after.node(id).ifPresent(n -> assertThat(n.at()).isEqualTo(place)));
        }
    }

    @Property(tries = 1000)
    void editsShareWhatTheyDoNotTouch(@ForAll("acts") List<Act> acts) {
        var history = new History(Design.EMPTY);
        for (var act : acts) {
            var before = history.design();
            perform(act, history);
            if (!(act instanceof Act.Do(Edit.Move move))) continue;
            for (var node : before.nodes().values())
                if (!move.places().containsKey(node.id()))
                    assertThat(history.design().nodes().get(node.id())).isSameAs(node);
        }
    }

    private static void perform(Act act, History history) {
        switch (act) {
            case Act.Do(var edit) -> history.push(edit);
            case Act.Undo() -> history.undo();
            case Act.Redo() -> history.redo();
            case Act.EndGesture() -> history.seal();
        }
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        var id = Arbitraries.of("a", "b", "c", "d");
        var kind = Arbitraries.of(Catalogue.kinds());
        var place = Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 3))
                .as((x, y) -> new Point(20.0 * x, 20.0 * y));
        Arbitrary<Edit> add = Combinators.combine(id, kind, place).as((i, k, p) -> new Edit.Add(Node.of(i, k, p)));
        Arbitrary<Edit> remove = id.map(i -> new Edit.Remove(Set.of(i), Set.of()));
        Arbitrary<Edit> unlink =
                Combinators.combine(id, id).as((a, b) -> new Edit.Remove(Set.of(), Set.of(a + "->" + b)));
        Arbitrary<Edit> move = Combinators.combine(id, place).as((i, p) -> new Edit.Move(Map.of(i, p)));
        Arbitrary<Edit> set = Combinators.combine(id, Arbitraries.longs().between(128, 131))
                .as((i, v) -> new Edit.SetParam<>(new Target.OfNode(i), FunctionCapacity.MEMORY, v));
        Arbitrary<Edit> connect = Combinators.combine(id, id)
                .as((a, b) ->
                        new Edit.Connect(new Link(a + "->" + b, a, b, LinkKind.INVOKE, Params.DEFAULTS, Map.of())));
        Arbitrary<Edit> relabel =
                Combinators.combine(id, Arbitraries.of("Orders", "Shop")).as(Edit.Relabel::new);
        Arbitrary<Edit> name = Arbitraries.of("eu-west-1", "us-east-1").map(r -> new Edit.SetDesign("Untitled", r));
        Arbitrary<Edit> simple = Arbitraries.oneOf(add, remove, unlink, move, set, connect, relabel, name);
        Arbitrary<Edit> together = simple.list().ofMinSize(1).ofMaxSize(3).map(l -> new Edit.Together("Several", l));
        Arbitrary<Act> edit = Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(8, simple), net.jqwik.api.Tuple.of(1, together))
                .map(Act.Do::new);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(6, edit),
                        net.jqwik.api.Tuple.of(2, Arbitraries.just(new Act.Undo())),
                        net.jqwik.api.Tuple.of(1, Arbitraries.just(new Act.Redo())),
                        net.jqwik.api.Tuple.of(1, Arbitraries.just(new Act.EndGesture())))
                .list()
                .ofMaxSize(40);
    }

    @Test
    void aDragIsOneStepHoweverManyPlacesItPasses() {
        var history = new History(Design.EMPTY);
        history.push(
                new Edit.Add(Node.of("f", Catalogue.kind("aws.lambda.function").orElseThrow(), Point.ORIGIN)));
        history.seal();
        var start = history.design();
        for (int x = 1; x < 50; x++) history.push(new Edit.Move(Map.of("f", new Point(x, 0))));
        history.undo();
        assertThat(history.design()).isSameAs(start);
    }

    @Test
    void aGestureThatReturnsToItsStartLeavesNoStep() {
        var history = new History(Design.EMPTY);
        history.push(
                new Edit.Add(Node.of("f", Catalogue.kind("aws.lambda.function").orElseThrow(), Point.ORIGIN)));
        history.seal();
        history.push(new Edit.Move(Map.of("f", new Point(20, 0))));
        history.push(new Edit.Move(Map.of("f", Point.ORIGIN)));
        assertThat(history.undoLabels()).containsExactly("Add f");
    }
}
