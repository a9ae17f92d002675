package billow.model.service;

import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.value.Unit;

/// Size and limits of a function.
public final class FunctionCapacity {
    public static final Param.Whole MEMORY = Declare.whole(
            "memorySize",
            Section.CAPACITY,
            Unit.MEGABYTE,
            "lambda.memory",
            "Memory of each execution environment; processor share grows with it, one vCPU at 1769 MB.");
    public static final Param.Span TIMEOUT = Declare.span(
            "timeout",
            Section.CAPACITY,
            Unit.SECOND,
            "lambda.timeout",
            "After this time a running handler is stopped.");
    public static final Param.Whole RESERVED = new Param.Whole(
            documented(
                    "reservedConcurrentExecutions",
                    Section.CAPACITY,
                    "Concurrency kept for this function, and its limit; 0 switches it off, none shares the account's pool."),
            Unit.COUNT,
            0,
            1_000_000,
            null);
    public static final Param.Choice ARCHITECTURE = choice(
            documented(
                    "architecture",
                    Section.CAPACITY,
                    "Processor family; it selects the price and the measured cold starts."),
            "x86_64",
            "x86_64",
            "Intel or AMD.",
            "arm64",
            "Graviton; cheaper per GB-second.");
    public static final Param.Whole EPHEMERAL_STORAGE = Declare.whole(
            "ephemeralStorage",
            Section.CAPACITY,
            Unit.MEGABYTE,
            "lambda.ephemeralStorage",
            "Size of /tmp; what exceeds 512 MB is billed.");

    private FunctionCapacity() {}
}
