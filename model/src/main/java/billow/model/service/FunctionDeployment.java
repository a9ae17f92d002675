package billow.model.service;

import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.InstancePool.Deployment;
import billow.model.kind.NodeKind.ParamComplaint;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How CodeDeploy shifts the requests of an alias to a new version, by the names of its deployment configurations.
public final class FunctionDeployment {
    private static final long MINUTE = 60_000_000_000L;
    private static final Pattern NAME = Pattern.compile("(Canary|Linear)(\\d+)Percent(?:Every)?(\\d+)Minutes?");

    public static final Param.Choice PREFERENCE = choice(
            documented(
                    "deploymentPreference",
                    Section.RELIABILITY,
                    "How the second version of the alias takes over; an alarm with a link to the function rolls it back."),
            "none",
            "none",
            "Nothing is deployed.",
            "AllAtOnce",
            "All requests at once.",
            "Canary10Percent5Minutes",
            "10 %, the rest after 5 minutes.",
            "Canary10Percent10Minutes",
            "10 %, the rest after 10 minutes.",
            "Canary10Percent15Minutes",
            "10 %, the rest after 15 minutes.",
            "Canary10Percent30Minutes",
            "10 %, the rest after 30 minutes.",
            "Linear10PercentEvery1Minute",
            "10 % more every minute.",
            "Linear10PercentEvery2Minutes",
            "10 % more every 2 minutes.",
            "Linear10PercentEvery3Minutes",
            "10 % more every 3 minutes.",
            "Linear10PercentEvery10Minutes",
            "10 % more every 10 minutes.");
    public static final Param.Span START = new Param.Span(
            assumed(
                    "deploymentStart",
                    Section.RELIABILITY,
                    "When the deployment begins, from the beginning of the run."),
            Unit.MINUTE,
            0,
            (long) Unit.DAY.toCanonical(366),
            10 * MINUTE);

    private FunctionDeployment() {}

    static @Nullable Deployment deployment(Params p) {
        var name = p.get(PREFERENCE);
        if (name.equals("AllAtOnce")) return new Deployment(p.get(START), 1, 1, MINUTE);
        var matcher = NAME.matcher(name);
        if (!matcher.matches()) return null;
        double step = Integer.parseInt(matcher.group(2)) / 100.0;
        long every = Integer.parseInt(matcher.group(3)) * MINUTE;
        return new Deployment(p.get(START), step, matcher.group(1).equals("Canary") ? 1 : step, every);
    }

    static List<ParamComplaint> complaints(Params p) {
        if (p.get(PREFERENCE).equals("none") || p.find(FunctionVersions.ALIAS).isPresent()) return List.of();
        return List.of(new ParamComplaint(
                PREFERENCE.name(),
                "lambda.deployment-without-alias",
                "Expected an alias, received none; a deployment shifts the requests of an alias."));
    }
}
