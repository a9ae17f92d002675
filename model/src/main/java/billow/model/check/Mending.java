package billow.model.check;

import billow.model.design.Design;
import billow.model.edit.Edit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/// A design with findings put right, one after the other, since a mend can make another one needless.
///
/// @param design what came of it
/// @param mended the findings that are gone, in the order in which they were mended
public record Mending(Design design, List<Finding> mended) {
    private static final int MOST = 10_000;

    public Mending {
        mended = List.copyOf(mended);
    }

    /// Mends what is `wanted` and has a mend. What a mend itself gives rise to is mended, too.
    public static Mending of(Design design, Predicate<Finding> wanted) {
        var mended = new ArrayList<Finding>();
        var tried = new HashSet<String>();
        var next = design;
        while (mended.size() < MOST) {
            var finding = Checks.of(next).stream()
                    .filter(wanted)
                    .filter(f -> f.mend() != null && tried.add(f.code() + " " + f.text()))
                    .findFirst();
            if (finding.isEmpty()) break;
            var mend = finding.get().mend();
            if (mend == null) break;
            next = Edit.apply(mend, next);
            mended.add(finding.get());
        }
        return new Mending(next, mended);
    }
}
