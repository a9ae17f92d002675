package billow.test.kinds;

import billow.model.check.FaultRules;
import billow.model.design.Design;
import billow.model.fault.Fault;
import billow.model.fault.FaultText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Anything that may break in a design, at any time of half a minute.
final class RandomFaults {
    private final Random random;
    private final Design design;

    RandomFaults(long seed, Design design) {
        random = new Random(seed);
        this.design = design;
    }

    List<Fault> next() {
        var faults = new ArrayList<Fault>();
        for (int tries = 0; tries < 12 && faults.size() < 4; tries++) {
            var fault = any();
            if (FaultRules.complaint(design, fault).isEmpty()) faults.add(fault);
        }
        return faults;
    }

    private Fault any() {
        var targets = new ArrayList<>(design.nodes().keySet());
        design.links().forEach(l -> targets.add(l.id()));
        targets.add("account");
        var target = targets.get(random.nextInt(targets.size()));
        var when = " at %dms".formatted(random.nextInt(30_000));
        var lasting = random.nextInt(3) == 0 ? "" : " for %dms".formatted(1 + random.nextInt(15_000));
        var text = switch (random.nextInt(11)) {
            case 0, 1 -> "kill " + target + when + lasting;
            case 2 -> "slow " + target + " by 3x" + when + lasting;
            case 3 -> "slow " + target + " by 250ms" + when + lasting;
            case 4 -> "fail 30% of " + target + when + lasting;
            case 5 -> "cut " + target + when + lasting;
            case 6 -> "limit " + target + " to 3/s" + when + lasting;
            case 7 -> "limit " + target + " to 2" + when + lasting;
            case 8 -> "flush " + target + when;
            case 9 -> "poison " + target + " with 5" + when;
            default -> "lose 40% of " + target + when + lasting;
        };
        try {
            return FaultText.parse(text);
        } catch (FaultText.BadFault e) {
            throw new AssertionError(text, e);
        }
    }
}
