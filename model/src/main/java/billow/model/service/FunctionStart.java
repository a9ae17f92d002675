package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.InstancePool;
import billow.model.kind.NodeKind.ParamComplaint;
import billow.model.param.About;
import billow.model.param.About.Confidence;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.quota.ColdStartFigures;
import billow.model.value.Distribution;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The code of a function and what its cold starts take.
public final class FunctionStart {
    private static final double MEGABYTE = 1024 * 1024;
    private static final String MEASURED = "lambda-perf daily data 2026-05 to 2026-08, by runtime";

    public static final Param.Choice RUNTIME = new Param.Choice(
            new About(
                    "runtime",
                    Section.CAPACITY,
                    "Language of the code; it decides how long cold starts take.",
                    MEASURED,
                    Confidence.HIGH),
            ColdStartFigures.runtimes().stream()
                    .map(r -> new Param.Choice.Option(r, help(r)))
                    .toList(),
            "nodejs22.x");
    public static final Param.Choice PACKAGE_TYPE = choice(
            documented("packageType", Section.CAPACITY, "How the code is packed."),
            "zip",
            "zip",
            "Archive, at most 250 MB unzipped with its layers.",
            "image",
            "Container image, at most 10 GB.");
    public static final Param.Size CODE_SIZE = new Param.Size(
            Declare.limited(
                    "codeSize",
                    Section.CAPACITY,
                    "Size of the unzipped code or the image; beyond 1 MB it makes cold starts longer.",
                    "lambda.downloadPerMegabyte"),
            Unit.MEGABYTE,
            0,
            (long) (limit("lambda.imageSize").standard() * MEGABYTE),
            1L << 20);
    public static final Param.Whole LAYERS =
            Declare.whole("layers", Section.CAPACITY, Unit.COUNT, "lambda.layers", "Layers beside the code.");
    public static final Param.Size LAYERS_SIZE = new Param.Size(
            documented("layersSize", Section.CAPACITY, "Size of all layers unzipped; loaded with the code."),
            Unit.MEGABYTE,
            0,
            (long) (limit("lambda.unzippedSize").standard() * MEGABYTE),
            0L);
    public static final Param.Flag SNAP_START = new Param.Flag(
            documented(
                    "snapStart",
                    Section.CAPACITY,
                    "New environments are restored from a snapshot of the initialised function; published versions only."),
            false);
    public static final Param.Flag VPC = new Param.Flag(
            documented(
                    "vpc",
                    Section.CAPACITY,
                    "Attached to a VPC. Network interfaces are made when the function is created, not at cold starts."),
            false);
    public static final Param.Flag FILE_SYSTEM = new Param.Flag(
            documented("fileSystem", Section.CAPACITY, "Mounts an EFS file system, which needs a VPC."), false);
    public static final Param.Law INIT_DURATION = Declare.time(
            new About(
                    "initDuration",
                    Section.BEHAVIOUR,
                    "Init phase of a cold start: extensions, runtime, static code. By default as measured for runtime, package type, architecture and memory.",
                    MEASURED,
                    Confidence.HIGH),
            null);
    public static final Param.Law SANDBOX_TIME = Declare.time(
            Declare.limited(
                    "sandboxTime",
                    Section.BEHAVIOUR,
                    "Time to create an environment and load its code, before the init phase; not billed.",
                    "lambda.sandboxTime"),
            Declare.millis(limit("lambda.sandboxTime").standard()));
    public static final Param.Law FIRST_RUN_PENALTY = Declare.time(
            new About(
                    "firstRunPenalty",
                    Section.BEHAVIOUR,
                    "What the first handler run of an environment takes longer: lazy loading, just-in-time compilation. By default as measured for runtime, architecture and memory.",
                    MEASURED,
                    Confidence.MEDIUM),
            null);
    public static final Param.Law RESTORE_DURATION = Declare.time(
            new About(
                    "restoreDuration",
                    Section.BEHAVIOUR,
                    "Time to restore a SnapStart snapshot; with its hooks at most 10 s, or the invocation fails. By default as measured for Java in 2023.",
                    "lambda-perf SnapStart records of 2023, Java only",
                    Confidence.MEDIUM),
            null);
    public static final Param.Law RESTORE_HOOK = Declare.time(
            assumed("restoreHook", Section.BEHAVIOUR, "Hooks that run after a snapshot was restored; billed."),
            new Distribution.Constant(0));
    public static final Param.Law MOUNT_TIME = Declare.time(
            Declare.limited(
                    "mountTime",
                    Section.BEHAVIOUR,
                    "What mounting the file system adds to a cold start.",
                    "lambda.mountTime"),
            new Distribution.Uniform(
                    Unit.MILLISECOND.toCanonical(limit("lambda.mountTime").minimum()),
                    Unit.MILLISECOND.toCanonical(limit("lambda.mountTime").maximum())));
    public static final Param.Law COLD_DURATION = Declare.time(
            assumed(
                    "coldDuration",
                    Section.BEHAVIOUR,
                    "Replaces sandbox, init, penalty and handler time on a cold start, for studies that measured it so."),
            null);
    public static final Param.Real INIT_FAILURE_RATE = new Param.Real(
            assumed(
                    "initFailureRate",
                    Section.RELIABILITY,
                    "Share of init phases that fail; it is repeated once with the invocation, which fails if that fails too."),
            Unit.PERCENT,
            0,
            1,
            0.0);

    private FunctionStart() {}

    private static String help(String runtime) {
        return switch (runtime) {
            case "provided.al2023" -> "OS-only runtime, as measured with Go.";
            case "provided.al2023-rust" -> "OS-only runtime with Rust.";
            case "provided.al2023-cpp" -> "OS-only runtime with C++.";
            case "provided.al2023-dotnet8-aot" -> "OS-only runtime with .NET 8 compiled ahead of time.";
            case "provided.al2023-dotnet10-aot" -> "OS-only runtime with .NET 10 compiled ahead of time.";
            case "provided.al2023-graalvm21" -> "OS-only runtime with Java 21 compiled by GraalVM.";
            case "provided.al2023-llrt" -> "OS-only runtime with LLRT, a light JavaScript engine.";
            default -> "Managed runtime.";
        };
    }

    /// The measured law that holds while a time is not set.
    static Optional<Distribution> derived(Param<?> param, Params p) {
        if (param == INIT_DURATION) return Optional.of(ColdStartFigures.init(cell(p), p.get(FunctionCapacity.MEMORY)));
        if (param == RESTORE_DURATION)
            return p.get(SNAP_START) ? Optional.of(ColdStartFigures.restore(p.get(RUNTIME))) : Optional.empty();
        if (param != FIRST_RUN_PENALTY) return Optional.empty();
        double first = ColdStartFigures.firstRunMillis(cell(p), p.get(FunctionCapacity.MEMORY));
        double longer = Math.max(0, first - limit("lambda.warmRun").standard());
        return Optional.of(Declare.millis(Math.rint(100 * longer) / 100));
    }

    private static ColdStartFigures.Cell cell(Params p) {
        return new ColdStartFigures.Cell(p.get(RUNTIME), p.get(PACKAGE_TYPE), p.get(FunctionCapacity.ARCHITECTURE));
    }

    static InstancePool.Start lower(Params p) {
        var init = law(p, INIT_DURATION);
        boolean snap = p.get(SNAP_START);
        return new InstancePool.Start(
                p.get(SANDBOX_TIME),
                more(p),
                snap ? law(p, RESTORE_DURATION) : null,
                Declare.nanos("lambda.restoreLimit"),
                snap ? p.get(RESTORE_HOOK) : init,
                init,
                law(p, FIRST_RUN_PENALTY),
                p.get(INIT_FAILURE_RATE),
                p.find(COLD_DURATION).orElse(null));
    }

    /// What was set, else what was measured.
    static Distribution law(Params p, Param.Law param) {
        return p.find(param).or(() -> derived(param, p)).orElseThrow();
    }

    /// Download beyond the first megabyte up to what is loaded before the start, and mounts.
    private static List<Distribution> more(Params p) {
        var more = new ArrayList<>(download(p.get(CODE_SIZE) + p.get(LAYERS_SIZE)));
        if (p.get(FILE_SYSTEM)) more.add(p.get(MOUNT_TIME));
        return more;
    }

    static List<Distribution> download(double size) {
        double bytes = Math.min(size, limit("lambda.unzippedSize").standard() * MEGABYTE);
        if (bytes <= MEGABYTE) return List.of();
        return List.of(Declare.millis(
                (bytes / MEGABYTE - 1) * limit("lambda.downloadPerMegabyte").standard()));
    }

    static List<ParamComplaint> complaints(Params p) {
        var complaints = new ArrayList<ParamComplaint>();
        double most = limit("lambda.unzippedSize").standard() * MEGABYTE;
        double size = p.get(CODE_SIZE) + p.get(LAYERS_SIZE);
        if (p.get(PACKAGE_TYPE).equals("zip") && size > most)
            complaints.add(new ParamComplaint(
                    CODE_SIZE.name(),
                    "lambda.package-too-large",
                    "Expected at most %s unzipped with all layers, received %s. Maybe use a container image."
                            .formatted(megabytes(most), megabytes(size))));
        if (p.get(PACKAGE_TYPE).equals("image") && p.get(LAYERS) > 0)
            complaints.add(new ParamComplaint(
                    LAYERS.name(),
                    "lambda.layers-of-image",
                    "Expected no layers for a container image, received %d.".formatted(p.get(LAYERS))));
        if (p.get(LAYERS) == 0 && p.get(LAYERS_SIZE) > 0)
            complaints.add(new ParamComplaint(
                    LAYERS_SIZE.name(),
                    "lambda.size-without-layers",
                    "Expected 0 MB without layers, received %s.".formatted(megabytes(p.get(LAYERS_SIZE)))));
        if (p.get(FILE_SYSTEM) && !p.get(VPC))
            complaints.add(new ParamComplaint(
                    FILE_SYSTEM.name(),
                    "lambda.file-system-without-vpc",
                    "Expected a function in a VPC, received one outside."));
        if (p.get(SNAP_START)) snapStart(p, complaints);
        return complaints;
    }

    private static void snapStart(Params p, List<ParamComplaint> complaints) {
        var received = new ArrayList<String>();
        if (p.find(FunctionVersions.ALIAS).isEmpty()) received.add("no alias of a published version");
        if (p.find(FunctionVersions.PROVISIONED).isPresent()) received.add("provisioned concurrency");
        if (p.get(FILE_SYSTEM)) received.add("a file system");
        if (p.get(FunctionCapacity.EPHEMERAL_STORAGE) > 512) received.add("/tmp of more than 512 MB");
        if (p.get(PACKAGE_TYPE).equals("image")) received.add("a container image");
        if (!snapStarts(p.get(RUNTIME))) received.add("the runtime " + p.get(RUNTIME));
        if (!received.isEmpty())
            complaints.add(new ParamComplaint(
                    SNAP_START.name(),
                    "lambda.snap-start",
                    "Expected a published version of a zip package for Java 11, Python 3.12, .NET 8 or newer, without provisioned concurrency, EFS or more than 512 MB of /tmp; received %s."
                            .formatted(String.join(", ", received))));
    }

    private static boolean snapStarts(String runtime) {
        return switch (runtime) {
            case "java11",
                    "java17",
                    "java21",
                    "java25",
                    "python3.12",
                    "python3.13",
                    "python3.14",
                    "dotnet8",
                    "dotnet10" -> true;
            default -> false;
        };
    }

    private static String megabytes(double bytes) {
        return Quantity.print(Math.rint(bytes / MEGABYTE)) + " MB";
    }
}
