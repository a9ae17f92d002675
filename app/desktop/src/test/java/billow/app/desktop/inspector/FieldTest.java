package billow.app.desktop.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.service.Catalogue;
import billow.model.value.Distribution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldTest {
    private static final Param.Whole MEMORY = (Param.Whole) Catalogue.kind("aws.lambda.function")
            .orElseThrow()
            .param("memorySize")
            .orElseThrow();
    private static final Param.Law DURATION = (Param.Law) Catalogue.kind("aws.lambda.function")
            .orElseThrow()
            .param("duration")
            .orElseThrow();

    private final List<@Nullable Long> accepted = new ArrayList<>();
    private final FieldModel<Long> memory = new FieldModel<>(MEMORY, accepted::add);

    @Test
    void passesAnAcceptableTextOnAsAValue() {
        memory.show(Params.DEFAULTS);
        memory.type("1 GB");
        assertThat(accepted).containsExactly(1024L);
        assertThat(memory.complaintProperty().get()).isEmpty();
    }

    @Test
    void keepsAnUnacceptableTextWithItsComplaintAndPassesNothingOn() {
        memory.show(Params.DEFAULTS);
        memory.type("64 MB");
        memory.leave();
        assertThat(accepted).isEmpty();
        assertThat(memory.textProperty().get()).isEqualTo("64 MB");
        assertThat(memory.complaintProperty().get()).contains("128").contains("64");
        memory.show(Params.DEFAULTS);
        assertThat(memory.textProperty().get()).isEqualTo("64 MB");
    }

    @Test
    void leavesWhatIsBeingTypedAloneWhileItMeansTheSameValue() {
        memory.show(Params.DEFAULTS);
        memory.type("512MB");
        memory.show(Params.DEFAULTS.with(MEMORY, 512L));
        assertThat(memory.textProperty().get()).isEqualTo("512MB");
        memory.leave();
        assertThat(memory.textProperty().get()).isEqualTo("512 MB");
    }

    @Test
    void followsUndoEvenAfterTyping() {
        memory.show(Params.DEFAULTS);
        memory.type("512 MB");
        memory.show(Params.DEFAULTS.with(MEMORY, 512L));
        assertThat(memory.assumedProperty().get()).isFalse();
        memory.show(Params.DEFAULTS);
        assertThat(memory.textProperty().get()).isEqualTo("128 MB");
        assertThat(memory.assumedProperty().get()).isTrue();
    }

    @Test
    void resetsToTheDefaultWhenTheTextIsEmptied() {
        memory.show(Params.DEFAULTS.with(MEMORY, 512L));
        memory.type("");
        assertThat(accepted).hasSize(1).containsNull();
    }

    @Test
    void editsALawByItsNumbers() {
        var laws = new ArrayList<@Nullable Distribution>();
        var model = new LawModel(shown(laws), DURATION);
        model.show();
        assertThat(model.shapeProperty().get()).isEqualTo(LawShape.LOGNORMAL);
        model.type(0, "50 ms");
        var last = laws.getLast();
        assertThat(last).isNotNull();
        assertThat(last.quantile(0.5)).isCloseTo(50e6, org.assertj.core.api.Assertions.within(1e3));
    }

    @Test
    void refusesNumbersThatMakeNoLaw() {
        var laws = new ArrayList<@Nullable Distribution>();
        var model = new LawModel(shown(laws), DURATION);
        model.show();
        model.type(1, "1 ms");
        assertThat(laws).isEmpty();
        assertThat(model.complaintProperty().get()).startsWith("Expected a p99 of at least p50");
        model.type(1, "soon");
        assertThat(laws).isEmpty();
        assertThat(model.complaintProperty().get()).contains("soon");
    }

    @Test
    void keepsTheSizeOfALawWhenItsFamilyChanges() {
        for (var shape : LawShape.values()) {
            if (shape == LawShape.OTHER || shape == LawShape.NONE) continue;
            var laws = new ArrayList<@Nullable Distribution>();
            var model = new LawModel(shown(laws), DURATION);
            model.show();
            var before = model.lawProperty().get();
            model.choose(shape);
            var after = model.lawProperty().get();
            assertThat(after).isNotNull();
            assertThat(before).isNotNull();
            assertThat(after.mean() / before.mean()).as(shape.title()).isBetween(0.5, 2.0);
        }
    }

    private static FieldModel<Distribution> shown(List<@Nullable Distribution> laws) {
        var field = new FieldModel<>(DURATION, laws::add);
        field.show(Params.DEFAULTS);
        return field;
    }

    @Test
    void offersSlidersOnlyForRangesAPersonCanSlideOver() {
        var scale = Scale.of(MEMORY);
        assertThat(scale).isNotNull();
        assertThat(scale.at(MEMORY.min())).isZero();
        assertThat(scale.at(MEMORY.max())).isEqualTo(1);
        for (double at = 0; at <= 1; at += 0.01) {
            var text = scale.text(at);
            assertThat(billow.model.file.ParamText.accept(MEMORY, text))
                    .as(text)
                    .isInstanceOf(billow.model.file.ParamText.Value.class);
        }
    }

    @Test
    void showsTheMeasuredInitPhaseOfTheRuntimeUntilOneIsSet() {
        var kind = Catalogue.kind("aws.lambda.function").orElseThrow();
        var init = (Param.Law) kind.param("initDuration").orElseThrow();
        var runtime = (Param.Choice) kind.param("runtime").orElseThrow();
        var field = new FieldModel<>(init, kind::derived, value -> {});
        field.show(Params.DEFAULTS);
        var node = field.value();
        field.show(Params.DEFAULTS.with(runtime, "java21"));
        assertThat(field.assumedProperty().get()).isTrue();
        assertThat(java.util.Objects.requireNonNull(field.value()).quantile(0.5))
                .isGreaterThan(java.util.Objects.requireNonNull(node).quantile(0.5));
        var own = new Distribution.Constant(5e6);
        field.show(Params.DEFAULTS.with(runtime, "java21").with(init, own));
        assertThat(field.value()).isEqualTo(own);
        assertThat(field.assumedProperty().get()).isFalse();
    }
}
