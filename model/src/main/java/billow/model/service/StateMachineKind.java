package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.Gateway;
import billow.model.archetype.Interaction;
import billow.model.archetype.Workflow;
import billow.model.data.DataTemplate;
import billow.model.kind.Category;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A workflow in Amazon States Language: AWS Step Functions.
public final class StateMachineKind implements NodeKind {
    public static final Param.Choice TYPE = choice(
            documented("type", Section.CAPACITY, "Which kind of execution, and how it is billed."),
            "STANDARD",
            "STANDARD",
            "Up to a year, exactly once, billed by state transition.",
            "EXPRESS",
            "Up to five minutes, billed by request and duration.");
    public static final Param.Document DEFINITION = new Param.Document(
            documented("definition", Section.BEHAVIOUR, "The workflow in Amazon States Language."),
            "Amazon States Language",
            passThrough());
    public static final Param.Law START_LATENCY = Declare.time(
            Declare.limited(
                    "startLatency", Section.BEHAVIOUR, "From the call to the first state.", "stepfunctions.startP50"),
            Declare.millisBetween("stepfunctions.startP50", "stepfunctions.startP99"));
    public static final Param.Law TASK_OVERHEAD = Declare.time(
            Declare.limited(
                    "taskOverhead",
                    Section.BEHAVIOUR,
                    "What a task takes longer than the service it calls.",
                    "stepfunctions.taskOverhead"),
            Declare.millis(limit("stepfunctions.taskOverhead").standard()));
    public static final Param.Law TRANSITION_LATENCY = Declare.time(
            Declare.limited(
                    "transitionLatency",
                    Section.BEHAVIOUR,
                    "Time of a transition between two states.",
                    "stepfunctions.transition"),
            Declare.millis(limit("stepfunctions.transition").standard()));
    public static final Param.Whole MEMORY = Declare.whole(
            "expressMemory",
            Section.COST,
            Unit.MEGABYTE,
            "stepfunctions.express.memory",
            "Memory an Express execution is billed for; rounded up to 64 MB.");
    public static final Param.Size LOG_SIZE = new Param.Size(
            assumed(
                    "logSize",
                    Section.COST,
                    "Log written by one execution; none unless switched on, though Express keeps its history nowhere else."),
            Unit.KILOBYTE,
            0,
            1L << 30,
            0L);

    public static final Param.Choice INVOCATION = choice(
            documented("invocationType", Section.BEHAVIOUR, "Whether the caller waits for the end of the execution."),
            "async",
            "async",
            "StartExecution: answered when the execution has started.",
            "sync",
            "StartSyncExecution, Express only: the caller waits.");
    /// What a pipe does.
    public static final Param.Choice PIPE_INVOCATION = choice(
            documented("invocationType", Section.BEHAVIOUR, "Whether the pipe waits for the end of the execution."),
            "sync",
            "sync",
            "StartSyncExecution, Express only: what fails comes back to the source.",
            "async",
            "StartExecution: done when the execution has started.");
    public static final Param.Document INPUT = new Param.Document(
            assumed(
                    "input",
                    Section.DATA,
                    "Input of the executions started through this link; by default what the caller was given."),
            DataTemplate.LANGUAGE,
            null);

    private static JsonNode passThrough() {
        return JsonMapper.shared()
                .readTree("{\"StartAt\":\"Done\",\"States\":{\"Done\":{\"Type\":\"Pass\",\"End\":true}}}");
    }

    @Override
    public String id() {
        return "aws.stepfunctions.statemachine";
    }

    @Override
    public String name() {
        return "Step Functions workflow";
    }

    @Override
    public Category category() {
        return Category.WORKFLOW;
    }

    @Override
    public String summary() {
        return "Runs a workflow of states: tasks, choices, waits, parallel branches, with retries and catchers.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(
                TYPE,
                DEFINITION,
                START_LATENCY,
                TASK_OVERHEAD,
                TRANSITION_LATENCY,
                MEMORY,
                LOG_SIZE,
                Logs.RETENTION,
                Tracing.MODE,
                Permissions.POLICY);
    }

    @Override
    public List<Outlet> outlets() {
        return Calling.fromStates(
                LinkKind.INVOKE,
                LinkKind.OPERATE,
                LinkKind.SEND,
                LinkKind.PUT,
                LinkKind.PUBLISH,
                LinkKind.START,
                LinkKind.CALL);
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(start(INVOCATION), FanOuts.target());
    }

    private static Inlet start(Param.Choice invocation) {
        return new Inlet(
                LinkKind.START,
                List.of(invocation, INPUT),
                p -> new Interaction.Start(
                        p.get(invocation).equals("sync"), p.find(INPUT).orElse(null)),
                p -> p.find(INPUT).orElse(null));
    }

    /// A pipe waits unless it is told not to.
    @Override
    public Inlet inletFrom(NodeKind from, Inlet inlet) {
        return from instanceof EventPipe && inlet.kind() == LinkKind.START ? start(PIPE_INVOCATION) : inlet;
    }

    @Override
    public Archetype lower(Params p, String region) {
        boolean express = p.get(TYPE).equals("EXPRESS");
        var type = express ? "express" : "standard";
        return new Workflow(
                p.get(DEFINITION),
                express,
                bucket("stepfunctions." + type + ".start", region),
                express
                        ? new Gateway.Bucket(Double.MAX_VALUE, Double.MAX_VALUE)
                        : bucket("stepfunctions.standard.transition", region),
                p.get(START_LATENCY),
                p.get(TASK_OVERHEAD),
                p.get(TRANSITION_LATENCY),
                p.get(MEMORY),
                p.get(LOG_SIZE),
                Declare.nanos("stepfunctions." + type + ".maxTime"),
                (int) limit("stepfunctions.history").standard());
    }

    private static Gateway.Bucket bucket(String limit, String region) {
        return new Gateway.Bucket(
                limit(limit + "Rate").in(region), limit(limit + "Burst").in(region));
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                new Meter(
                        "stepfunctions.standard_transition",
                        "state transition",
                        "Every transition of standard executions, retries included.",
                        (p, c) -> express(p) ? 0 : c.get(Counter.TRANSITIONS)),
                Meter.of(
                        "stepfunctions.express_request",
                        "request",
                        "Express executions started, those of a distributed Map included.",
                        Counter.EXPRESS_EXECUTIONS),
                new Meter(
                        "stepfunctions.express_duration",
                        "GB-second",
                        "Memory in 64 MB steps times duration in 100 ms steps, each execution rounded up.",
                        (p, c) -> c.get(Counter.EXPRESS_STEPS) * 64 / 1024 * 0.1),
                new Meter(
                        "cloudwatch.logs_ingest_standard",
                        "GB",
                        "Log lines written by executions.",
                        (p, c) -> Declare.gigabytes(c.get(Counter.LOG_BYTES))),
                Logs.storage(),
                Tracing.meter());
    }

    private static boolean express(Params p) {
        return p.get(TYPE).equals("EXPRESS");
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("executionsStarted", "count", "Executions started."),
                new Metric("executionsSucceeded", "count", "Executions that reached their end."),
                new Metric("executionsFailed", "count", "Executions that failed."),
                new Metric("executionsTimedOut", "count", "Executions that took longer than allowed."),
                new Metric(
                        "executionsAborted", "count", "Executions stopped because the branch that waited was stopped."),
                new Metric("executionThrottled", "count", "Transitions, retries included, that had to wait."),
                new Metric("throttledEvents", "count", "Starts that were refused."),
                new Metric("executionTime", "ms", "Time of an execution, mean."),
                new Metric("openExecutions", "executions", "Executions in progress, mean and largest number."),
                new Metric(
                        "tasksWithoutTarget", "count", "Tasks that failed because no link leads to what they call."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine", "aws_sfn_state_machine");
    }
}
