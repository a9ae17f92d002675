package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.InstancePool;
import billow.model.archetype.InstancePool.Provisioning;
import billow.model.kind.NodeKind.ParamComplaint;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.schedule.InvalidSchedule;
import billow.model.schedule.ScheduleExpression;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Versions of a function, the alias that routes to them, and the environments kept initialised for it.
public final class FunctionVersions {
    public static final Param.Text ALIAS = new Param.Text(
            documented(
                    "alias", Section.CAPACITY, "Name of an alias that callers use; without one they invoke $LATEST."),
            128,
            null);
    public static final Param.Real ADDITIONAL_WEIGHT = new Param.Real(
            documented(
                    "additionalVersionWeight",
                    Section.CAPACITY,
                    "Share of the alias' requests that a second version gets; it has environments of its own."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    public static final Param.Real ADDITIONAL_ERROR_RATE = new Param.Real(
            assumed(
                    "additionalVersionErrorRate",
                    Section.RELIABILITY,
                    "Share of the second version's invocations that end in a function error; by default as of the first."),
            Unit.PERCENT,
            0,
            1,
            null);
    public static final Param.Real ADDITIONAL_DURATION = new Param.Real(
            assumed(
                    "additionalVersionDuration",
                    Section.BEHAVIOUR,
                    "Handler time of the second version relative to the first."),
            Unit.PERCENT,
            0,
            100,
            1.0);
    public static final Param.Whole PROVISIONED = new Param.Whole(
            documented(
                    "provisionedConcurrentExecutions",
                    Section.CAPACITY,
                    "Environments of the alias' version that are kept initialised; requests beyond them run on demand."),
            Unit.COUNT,
            1,
            1_000_000,
            null);
    public static final Param.Text ACTIONS = new Param.Text(
            documented(
                    "provisionedSchedule",
                    Section.CAPACITY,
                    "Scheduled changes of provisioned concurrency, separated by semicolons: cron(0 8 * * ? *) = 50; cron(0 20 * * ? *) = 5. A run begins on Monday, 1 June 2026, at midnight."),
            2_000,
            null);
    public static final Param.Real TARGET = new Param.Real(
            Declare.limited(
                    "provisionedTargetUtilization",
                    Section.CAPACITY,
                    "Utilisation that auto scaling keeps by changing provisioned concurrency; none switches it off.",
                    "lambda.provisionedTarget"),
            Unit.PERCENT,
            limit("lambda.provisionedTarget").minimum(),
            limit("lambda.provisionedTarget").maximum(),
            null);
    public static final Param.Whole MIN_CAPACITY = new Param.Whole(
            documented("provisionedMinCapacity", Section.CAPACITY, "Least provisioned concurrency of auto scaling."),
            Unit.COUNT,
            1,
            1_000_000,
            1L);
    public static final Param.Whole MAX_CAPACITY = new Param.Whole(
            documented("provisionedMaxCapacity", Section.CAPACITY, "Most provisioned concurrency of auto scaling."),
            Unit.COUNT,
            1,
            1_000_000,
            100L);
    public static final Param.Choice QUALIFIER = choice(
            documented("qualifier", Section.BEHAVIOUR, "What is invoked of a function that has an alias."),
            "alias",
            "alias",
            "The alias, when there is one.",
            "$LATEST",
            "The unpublished version.");

    private FunctionVersions() {}

    static InstancePool.@Nullable Alias alias(Params p, InstancePool.Faults faults) {
        if (p.find(ALIAS).isEmpty()) return null;
        double errors = p.find(ADDITIONAL_ERROR_RATE).orElse(faults.errorRate());
        return new InstancePool.Alias(
                p.get(ADDITIONAL_WEIGHT),
                new InstancePool.Faults(errors, faults.crashRate(), faults.memory()),
                p.get(ADDITIONAL_DURATION),
                FunctionDeployment.deployment(p));
    }

    static Provisioning provisioning(Params p) {
        var scaling = p.find(TARGET)
                .map(t -> new Provisioning.Scaling(
                        p.get(MIN_CAPACITY).intValue(), (int) Math.max(p.get(MIN_CAPACITY), p.get(MAX_CAPACITY)), t))
                .orElse(null);
        return new Provisioning(
                p.find(PROVISIONED).map(Long::intValue).orElse(scaling == null ? 0 : scaling.min()),
                Declare.nanos("lambda.provisionedDelay"),
                limit("lambda.provisionedPerMinute").standard(),
                p.find(ACTIONS).map(FunctionVersions::actions).orElse(List.of()),
                scaling);
    }

    /// Actions that can be read; the others are complained about.
    private static List<Provisioning.Action> actions(String text) {
        var actions = new ArrayList<Provisioning.Action>();
        for (var part : text.split(";"))
            if (!part.isBlank() && read(part) instanceof Provisioning.Action action) actions.add(action);
        return actions;
    }

    private static Provisioning.@Nullable Action read(String part) {
        int equals = part.lastIndexOf('=');
        var number = equals < 0 ? "" : part.substring(equals + 1).strip();
        if (!number.matches("\\d{1,6}")) return null;
        try {
            return new Provisioning.Action(
                    ScheduleExpression.parse(part.substring(0, equals).strip()), Integer.parseInt(number));
        } catch (InvalidSchedule e) {
            return null;
        }
    }

    static List<ParamComplaint> complaints(Params p) {
        var complaints = new ArrayList<ParamComplaint>();
        if (p.find(ALIAS).isEmpty()) needAlias(p, complaints);
        var reserved = p.find(FunctionCapacity.RESERVED);
        if (reserved.isPresent()) {
            belowReserved(complaints, PROVISIONED, p.find(PROVISIONED).orElse(0L), reserved.get());
            if (p.find(TARGET).isPresent())
                belowReserved(complaints, MAX_CAPACITY, p.get(MAX_CAPACITY), reserved.get());
        }
        if (p.find(TARGET).isPresent() && p.get(MIN_CAPACITY) > p.get(MAX_CAPACITY))
            complaints.add(new ParamComplaint(
                    MIN_CAPACITY.name(),
                    "lambda.provisioned-min-above-max",
                    "Expected at most the greatest capacity (%d), received %d."
                            .formatted(p.get(MAX_CAPACITY), p.get(MIN_CAPACITY))));
        for (var part : p.find(ACTIONS).orElse("").split(";"))
            if (!part.isBlank() && read(part) == null)
                complaints.add(new ParamComplaint(
                        ACTIONS.name(),
                        "lambda.provisioned-schedule",
                        "Expected a schedule and a number such as cron(0 8 * * ? *) = 50, received %s."
                                .formatted(part.strip())));
        return complaints;
    }

    /// Provisioned concurrency belongs to a published version, and only an alias has weights.
    private static void needAlias(Params p, List<ParamComplaint> complaints) {
        for (Param<?> param : List.of(PROVISIONED, ACTIONS, TARGET))
            if (p.isSet(param))
                complaints.add(
                        new ParamComplaint(
                                param.name(),
                                "lambda.provisioned-on-latest",
                                "Expected an alias of a published version, received none; $LATEST can't have provisioned concurrency."));
        if (p.get(ADDITIONAL_WEIGHT) > 0)
            complaints.add(new ParamComplaint(
                    ADDITIONAL_WEIGHT.name(),
                    "lambda.weight-without-alias",
                    "Expected an alias, received none; only an alias routes to two versions."));
    }

    private static void belowReserved(
            List<ParamComplaint> complaints, Param.Whole param, long received, long reserved) {
        if (received > reserved)
            complaints.add(new ParamComplaint(
                    param.name(),
                    "lambda.provisioned-above-reserved",
                    "Expected at most the reserved concurrency (%d), received %d.".formatted(reserved, received)));
    }
}
