package billow.model.service;

import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.CallPlan;
import billow.model.archetype.Interaction;
import billow.model.archetype.ScalingPolicy;
import billow.model.archetype.ScalingPolicy.Adjustment;
import billow.model.archetype.ScalingPolicy.Dimension;
import billow.model.archetype.ScalingPolicy.Step;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Links over which an alarm changes the capacity of a node: step scaling and simple scaling.
public final class AlarmScaling {
    /// A step and its amount: `0..10 = 1`, `10.. = 50`, `..-20 = -2`.
    private static final Pattern STEP =
            Pattern.compile("\\s*(-?[0-9.]*?)\\s*\\.\\.\\s*(-?[0-9.]*)\\s*=\\s*([-+]?[0-9]+(?:\\.[0-9]+)?)\\s*");

    private static final double MOST = 10_000_000;

    public static final Param.Choice DIMENSION = choice(
            documented(
                    "scalableDimension",
                    Section.CAPACITY,
                    "What is scaled; by default the one the node has, of a table its writes."),
            null,
            "lambda:function:ProvisionedConcurrency",
            "Provisioned concurrency of a function's alias.",
            "dynamodb:table:ReadCapacityUnits",
            "Provisioned reads of a table.",
            "dynamodb:table:WriteCapacityUnits",
            "Provisioned writes of a table.",
            "dynamodb:index:ReadCapacityUnits",
            "Provisioned reads of a secondary index.",
            "dynamodb:index:WriteCapacityUnits",
            "Provisioned writes of a secondary index.",
            "custom-resource:ResourceType:Property",
            "Shards of a stream, by a custom resource that calls UpdateShardCount.");
    public static final Param.Text INDEX = new Param.Text(
            documented("indexName", Section.CAPACITY, "Secondary index that is scaled; none for the table."),
            255,
            null);
    public static final Param.Choice TYPE = choice(
            documented("policyType", Section.BEHAVIOUR, "How the alarm scales."),
            "StepScaling",
            "StepScaling",
            "By how far the metric is from the threshold; a larger step may follow within the cooldown.",
            "SimpleScaling",
            "One adjustment; nothing else happens until the cooldown is over.");
    public static final Param.Choice ADJUSTMENT_TYPE = choice(
            documented("adjustmentType", Section.BEHAVIOUR, "What the adjustments mean."),
            "ChangeInCapacity",
            "ChangeInCapacity",
            "So many units more, or less when negative.",
            "PercentChangeInCapacity",
            "So many percent more or less.",
            "ExactCapacity",
            "So many units.");
    public static final Param.Real ADJUSTMENT = new Param.Real(
            assumed(
                    "scalingAdjustment",
                    Section.BEHAVIOUR,
                    "Units or percent by which capacity changes, however far the metric is from the threshold; with stepAdjustments these hold."),
            Unit.COUNT,
            -MOST,
            MOST,
            1.0);
    public static final Param.Text STEPS = new Param.Text(
            documented(
                    "stepAdjustments",
                    Section.BEHAVIOUR,
                    "Adjustments by how far the metric is from the threshold, separated by semicolons: 0..10 = 1; 10.. = 3. Below a threshold the bounds are negative: -10..0 = -1; ..-10 = -2."),
            2_000,
            null);
    public static final Param.Span COOLDOWN = Declare.span(
            "cooldown",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "autoscaling.cooldown",
            "Wait after a change: less capacity is out of the question, more only as far as a larger step asks for.");
    public static final Param.Whole MIN_CHANGE = new Param.Whole(
            documented(
                    "minAdjustmentMagnitude",
                    Section.BEHAVIOUR,
                    "Least change of PercentChangeInCapacity in units of capacity; none for one unit."),
            Unit.COUNT,
            1,
            10_000_000,
            null);
    public static final Param.Whole MIN = new Param.Whole(
            documented("minCapacity", Section.CAPACITY, "Least capacity."), Unit.COUNT, 0, 10_000_000, 1L);
    public static final Param.Whole MAX = new Param.Whole(
            documented("maxCapacity", Section.CAPACITY, "Most capacity."), Unit.COUNT, 1, 10_000_000, 100L);

    private AlarmScaling() {}

    /// The side of the alarm.
    static Outlet outlet(Param.Choice actionOn) {
        return new Outlet(
                LinkKind.SCALE,
                List.of(
                        actionOn,
                        DIMENSION,
                        INDEX,
                        TYPE,
                        ADJUSTMENT_TYPE,
                        ADJUSTMENT,
                        STEPS,
                        COOLDOWN,
                        MIN_CHANGE,
                        MIN,
                        MAX),
                p -> CallPlan.of(p.get(actionOn), policy(p)));
    }

    /// The side of what has a capacity that can be changed.
    static Inlet inlet() {
        return new Inlet(LinkKind.SCALE, List.of(), p -> new Interaction.Report());
    }

    private static ScalingPolicy policy(Params p) {
        boolean simple = p.get(TYPE).equals("SimpleScaling");
        var every = List.of(new Step(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, p.get(ADJUSTMENT)));
        return new ScalingPolicy(
                p.find(DIMENSION).map(AlarmScaling::dimension).orElse(null),
                p.find(INDEX).filter(name -> !name.isBlank()).orElse(null),
                switch (p.get(ADJUSTMENT_TYPE)) {
                    case "PercentChangeInCapacity" -> Adjustment.PERCENT;
                    case "ExactCapacity" -> Adjustment.EXACT;
                    default -> Adjustment.CHANGE;
                },
                simple ? every : p.find(STEPS).map(AlarmScaling::steps).orElse(every),
                simple,
                p.get(COOLDOWN),
                p.find(MIN_CHANGE).orElse(0L),
                Math.min(p.get(MIN), p.get(MAX)),
                p.get(MAX));
    }

    private static Dimension dimension(String name) {
        if (name.startsWith("lambda")) return Dimension.PROVISIONED_CONCURRENCY;
        if (name.startsWith("custom")) return Dimension.SHARDS;
        return name.endsWith("ReadCapacityUnits") ? Dimension.READS : Dimension.WRITES;
    }

    /// Steps that can be read; [#complaint] tells of the others.
    private static List<Step> steps(String text) {
        var steps = new ArrayList<Step>();
        for (var part : text.split(";")) {
            var step = part.isBlank() ? null : step(part);
            if (step != null) steps.add(step);
        }
        return steps;
    }

    private static @Nullable Step step(String part) {
        Matcher m = STEP.matcher(part);
        if (!m.matches()) return null;
        try {
            double from = bound(m.group(1), Double.NEGATIVE_INFINITY);
            double to = bound(m.group(2), Double.POSITIVE_INFINITY);
            return from < to ? new Step(from, to, Double.parseDouble(m.group(3))) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static double bound(String text, double open) {
        return text.isEmpty() ? open : Double.parseDouble(text);
    }

    /// What is wrong with the steps of a link; empty when all is well.
    public static Optional<String> complaint(Params p) {
        var steps = new ArrayList<Step>();
        for (var part : p.find(STEPS).orElse("").split(";")) {
            if (part.isBlank()) continue;
            var step = step(part);
            if (step == null)
                return Optional.of("Expected steps such as 0..10 = 1; 10.. = 3, received %s.".formatted(part.strip()));
            for (var other : steps)
                if (step.from() < other.to() && other.from() < step.to())
                    return Optional.of("Expected steps beside each other, received %s, which overlaps another one."
                            .formatted(part.strip()));
            steps.add(step);
        }
        return Optional.empty();
    }
}
