package billow.app.desktop.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.kind.NodeKind;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.service.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormModelTest {
    private static final NodeKind FUNCTION =
            Catalogue.kind("aws.lambda.function").orElseThrow();

    private final FormModel form = new FormModel(FUNCTION.params());

    private List<String> names(Section section) {
        return form.visible(section).stream().<String>map(Param::name).toList();
    }

    @Test
    void showsTheFirstOfEachSectionOfALongFormAndKeepsBackTheRest() {
        assertThat(form.isLong()).isTrue();
        assertThat(names(Section.CAPACITY)).hasSize(FormModel.USUAL).contains("memorySize", "timeout");
        assertThat(form.more(Section.CAPACITY)).isGreaterThan(5);
        form.toggle(Section.CAPACITY);
        assertThat(names(Section.CAPACITY)).contains("alias", "architecture");
        form.toggle(Section.CAPACITY);
        assertThat(names(Section.CAPACITY)).hasSize(FormModel.USUAL);
    }

    @Test
    void keepsWhatIsOrWasSetOnView() {
        var alias = (Param.Text) FUNCTION.param("alias").orElseThrow();
        form.show(Params.DEFAULTS.with(alias, "live"));
        assertThat(names(Section.CAPACITY)).contains("alias");
        form.show(Params.DEFAULTS);
        assertThat(names(Section.CAPACITY)).contains("alias");
    }

    @Test
    void findsParametersByNameAndExplanation() {
        form.search("provisioned utilisation");
        assertThat(form.sections()).containsExactly(Section.CAPACITY);
        assertThat(names(Section.CAPACITY)).containsExactly("provisionedTargetUtilization");
        assertThat(form.more(Section.CAPACITY)).isZero();
        form.search("mainframe");
        assertThat(form.sections()).isEmpty();
    }

    @Test
    void showsAShortFormAsAWholeAndLosesNoParameterOfALongOne() {
        assertThat(Catalogue.kinds()).allSatisfy(kind -> {
            var model = new FormModel(kind.params());
            for (var section : model.sections()) {
                if (!model.isLong()) assertThat(model.more(section)).isZero();
                if (model.more(section) > 0) model.toggle(section);
            }
            assertThat(model.sections().stream().flatMap(s -> model.visible(s).stream()))
                    .containsExactlyInAnyOrderElementsOf(kind.params());
        });
    }
}
