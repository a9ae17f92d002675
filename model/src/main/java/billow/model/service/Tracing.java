package billow.model.service;

import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Counter;
import billow.model.kind.Meter;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;

/// X-Ray tracing of the kinds that can begin a trace. The first traced node a request passes decides whether it is
/// sampled; those behind it follow.
public final class Tracing {
    public static final Param.Choice MODE = choice(
            documented(
                    "tracing", Section.COST, "Whether requests are sampled by X-Ray here; recorded traces are billed."),
            "PassThrough",
            "PassThrough",
            "Only what was sampled before is traced on.",
            "Active",
            "The first request of each second and 5 % of the others are sampled.");

    private Tracing() {}

    /// Whether a node with these values begins traces.
    public static boolean isActive(Params params) {
        return params.find(MODE).filter("Active"::equals).isPresent();
    }

    static Meter meter() {
        return Meter.of(
                "xray.traces_recorded",
                "trace",
                "Traces recorded, counted where their sampling was decided.",
                Counter.TRACES);
    }
}
