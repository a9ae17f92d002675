package billow.app.desktop.inspector;

import billow.app.desktop.document.ValueText;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Which parameters of a form are on view. A short form shows all of them. A long one shows the first few of each
/// section, as declared, and whatever somebody set; the others come with "more", or when they are searched for.
public final class FormModel {
    /// The longest form that is shown as a whole.
    static final int SHORT = 14;
    /// Parameters of a section that a long form always shows.
    static final int USUAL = 3;

    private final List<Param<?>> params;
    private final Set<String> everSet = new HashSet<>();
    private final Set<Section> open = EnumSet.noneOf(Section.class);
    private String search = "";

    public FormModel(List<Param<?>> params) {
        this.params = List.copyOf(params);
    }

    /// Whether there is more than can be seen at once.
    public boolean isLong() {
        return params.size() > SHORT;
    }

    /// What is set now is on view from now on, even when it is taken back.
    public void show(Params values) {
        params.stream().filter(values::isSet).map(Param::name).forEach(everSet::add);
    }

    /// Narrows the form to parameters in whose name or explanation every word occurs; empty for no narrowing.
    public void search(String typed) {
        search = typed.strip().toLowerCase(Locale.ROOT);
    }

    public boolean searching() {
        return !search.isEmpty();
    }

    /// Opens or closes what a section keeps back.
    public void toggle(Section section) {
        if (!open.remove(section)) open.add(section);
    }

    public boolean isOpen(Section section) {
        return open.contains(section);
    }

    /// Sections that have something to show, in their order.
    public List<Section> sections() {
        return Stream.of(Section.values()).filter(s -> !visible(s).isEmpty()).toList();
    }

    /// What is on view of a section, in the order of declaration.
    public List<Param<?>> visible(Section section) {
        var own = own(section);
        if (searching()) return own.stream().filter(this::matches).toList();
        return open.contains(section) ? own : folded(own);
    }

    /// How many parameters a closed section keeps back; 0 while searching.
    public int more(Section section) {
        var own = own(section);
        return searching() ? 0 : own.size() - folded(own).size();
    }

    private List<Param<?>> own(Section section) {
        return params.stream().filter(p -> p.about().section() == section).toList();
    }

    private List<Param<?>> folded(List<Param<?>> own) {
        var shown = new ArrayList<Param<?>>();
        for (int i = 0; i < own.size(); i++)
            if (i < USUAL || everSet.contains(own.get(i).name())) shown.add(own.get(i));
        return isLong() && own.size() - shown.size() > 1 ? List.copyOf(shown) : own;
    }

    private boolean matches(Param<?> param) {
        var text = (ValueText.title(param) + " " + param.name() + " "
                        + param.about().help())
                .toLowerCase(Locale.ROOT);
        return Stream.of(search.split("\\s+")).allMatch(text::contains);
    }
}
