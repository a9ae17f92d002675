package billow.model.check;

import billow.model.design.Design;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.List;

/// What could break: for a node or link of a design, each sort of fault that can happen to it, written out with usual
/// numbers to start from.
public final class PossibleFaults {
    /// Of forms about the same thing, the first that can happen is offered.
    private static final List<List<String>> FORMS = List.of(
            List.of("kill %s at AT for TIME"),
            List.of("slow %s by 3x at AT for TIME", "slow %s by 200ms at AT for TIME"),
            List.of("fail 20%% of %s at AT for TIME"),
            List.of("cut %s at AT for TIME"),
            List.of("limit %s to 10/s at AT for TIME"),
            List.of("limit %s to 10 at AT for TIME"),
            List.of("flush %s at AT"),
            List.of("poison %s with 3 at AT"),
            List.of("lose 33%% of %s at AT for TIME"));

    private PossibleFaults() {}

    /// @param target   id of a node or link, or `account`
    /// @param atNanos  when they begin, as in [billow.model.fault.Fault]
    /// @param forNanos how long they last, above 0
    /// @return texts of faults that can happen, in the order of [billow.model.fault.FaultText#FORMS]
    public static List<String> of(Design design, String target, long atNanos, long forNanos) {
        return FORMS.stream()
                .flatMap(alike -> alike.stream()
                        .map(form -> form.formatted(target)
                                .replace(" AT", " " + time(atNanos))
                                .replace(" TIME", " " + time(forNanos)))
                        .filter(text -> FaultRules.complaint(design, text).isEmpty())
                        .limit(1))
                .toList();
    }

    private static String time(long nanos) {
        return Quantity.text(nanos, Unit.MINUTE);
    }
}
