package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A function that runs on demand: AWS Lambda.
public final class LambdaFunction implements NodeKind {
    public static final Param.Choice INVOCATION = choice(
            documented("invocationType", Section.BEHAVIOUR, "Whether the caller waits for the result."),
            "sync",
            "sync",
            "RequestResponse: the caller waits.",
            "async",
            "Event: queued, answered at once, retried by Lambda.");

    public static final Param.Document PAYLOAD =
            Declare.data("payload", "What the function is given; by default what the caller was given.");

    @Override
    public String id() {
        return "aws.lambda.function";
    }

    @Override
    public String name() {
        return "Lambda function";
    }

    @Override
    public Category category() {
        return Category.COMPUTE;
    }

    @Override
    public String summary() {
        return "Runs code on demand; a new execution environment starts cold, idle ones are kept for minutes.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(
                FunctionCapacity.MEMORY,
                FunctionCapacity.TIMEOUT,
                FunctionCapacity.RESERVED,
                FunctionVersions.PROVISIONED,
                FunctionVersions.ACTIONS,
                FunctionVersions.TARGET,
                FunctionVersions.MIN_CAPACITY,
                FunctionVersions.MAX_CAPACITY,
                FunctionVersions.ALIAS,
                FunctionVersions.ADDITIONAL_WEIGHT,
                FunctionDeployment.PREFERENCE,
                FunctionDeployment.START,
                FunctionStart.RUNTIME,
                FunctionCapacity.ARCHITECTURE,
                FunctionStart.PACKAGE_TYPE,
                FunctionStart.CODE_SIZE,
                FunctionCode.ZIPPED,
                FunctionCode.UPLOAD,
                FunctionCode.ENVIRONMENT,
                FunctionStart.LAYERS,
                FunctionStart.LAYERS_SIZE,
                FunctionStart.SNAP_START,
                FunctionStart.VPC,
                FunctionStart.FILE_SYSTEM,
                FunctionCapacity.EPHEMERAL_STORAGE,
                FunctionBehaviour.DURATION,
                FunctionBehaviour.CPU_WORK,
                FunctionBehaviour.PARALLELISM,
                FunctionVersions.ADDITIONAL_DURATION,
                FunctionStart.INIT_DURATION,
                FunctionStart.SANDBOX_TIME,
                FunctionStart.FIRST_RUN_PENALTY,
                FunctionStart.RESTORE_DURATION,
                FunctionStart.RESTORE_HOOK,
                FunctionStart.MOUNT_TIME,
                FunctionStart.COLD_DURATION,
                FunctionBehaviour.KEEP_ALIVE,
                FunctionBehaviour.KEEP_ALIVE_POLICY,
                FunctionBehaviour.MAX_LIFE,
                FunctionBehaviour.ENVIRONMENT_CHOICE,
                FunctionBehaviour.INVOKE_OVERHEAD,
                FunctionBehaviour.ERROR_RATE,
                FunctionVersions.ADDITIONAL_ERROR_RATE,
                FunctionBehaviour.ERROR_TYPE,
                Tracing.MODE,
                FunctionBehaviour.RESULT,
                FunctionBehaviour.RESPONSE_SIZE,
                FunctionBehaviour.INVOKE_MODE,
                FunctionBehaviour.CRASH_RATE,
                FunctionBehaviour.MEMORY_USE,
                FunctionStart.INIT_FAILURE_RATE,
                FunctionBehaviour.ASYNC_RETRIES,
                FunctionBehaviour.ASYNC_MAX_AGE,
                FunctionBehaviour.DUPLICATES,
                FunctionBehaviour.LOG_SIZE,
                Logs.RETENTION,
                Permissions.POLICY);
    }

    @Override
    public <T> Optional<T> derived(Param<T> param, Params params) {
        return FunctionStart.derived(param, params).map(param.type()::cast);
    }

    @Override
    public List<Outlet> outlets() {
        return Calling.join(
                Calling.fromCode(
                        LinkKind.OPERATE,
                        LinkKind.SEND,
                        LinkKind.PUT,
                        LinkKind.PUBLISH,
                        LinkKind.INVOKE,
                        LinkKind.START,
                        LinkKind.CALL,
                        LinkKind.REQUEST),
                Calling.plain(LinkKind.DEAD_LETTER, LinkKind.ON_SUCCESS, LinkKind.ON_FAILURE));
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(
                new Inlet(
                        LinkKind.INVOKE,
                        List.of(INVOCATION, FunctionVersions.QUALIFIER, PAYLOAD),
                        p -> new Interaction.Invoke(
                                p.get(INVOCATION).equals("async"),
                                p.get(FunctionVersions.QUALIFIER).equals("$LATEST")),
                        p -> p.find(PAYLOAD).orElse(null)),
                QueueMapping.inlet(),
                Authorisers.function(),
                StreamMapping.inlet(),
                FanOuts.target(),
                new Inlet(LinkKind.REQUEST, List.of(), p -> new Interaction.Request()),
                new Inlet(LinkKind.ROLL_BACK, List.of(), p -> new Interaction.Report()),
                AlarmScaling.inlet(),
                new Inlet(LinkKind.ON_SUCCESS, List.of(), p -> new Interaction.Report()),
                new Inlet(LinkKind.ON_FAILURE, List.of(), p -> new Interaction.Report()));
    }

    @Override
    public Archetype lower(Params p, String region) {
        long memory = p.get(FunctionCapacity.MEMORY);
        double processors = limit("lambda.memoryPerProcessor").standard();
        var faults = FunctionBehaviour.faults(p);
        return new InstancePool(
                Math.toIntExact(memory),
                Math.min(
                        Math.min(memory / processors, p.get(FunctionBehaviour.PARALLELISM)),
                        limit("lambda.maxProcessors").standard()),
                p.get(FunctionCapacity.TIMEOUT),
                p.get(FunctionBehaviour.DURATION),
                p.get(FunctionBehaviour.CPU_WORK),
                FunctionStart.lower(p),
                FunctionBehaviour.keepAlive(p),
                p.get(FunctionBehaviour.MAX_LIFE),
                FunctionBehaviour.environmentChoice(p),
                p.find(FunctionCapacity.RESERVED).map(Long::intValue).orElse(null),
                FunctionVersions.provisioning(p),
                FunctionVersions.alias(p, faults),
                limit("lambda.scalingBurst").standard(),
                limit("lambda.scalingRate").standard(),
                limit("lambda.requestsPerConcurrency").standard(),
                faults,
                FunctionBehaviour.answer(p),
                FunctionBehaviour.response(p),
                FunctionBehaviour.payloadBytes(),
                FunctionBehaviour.asynchronous(p),
                p.get(FunctionBehaviour.LOG_SIZE),
                p.get(FunctionBehaviour.INVOKE_OVERHEAD));
    }

    @Override
    public List<ParamComplaint> complaints(Params p) {
        var complaints = new ArrayList<>(FunctionVersions.complaints(p));
        complaints.addAll(FunctionDeployment.complaints(p));
        complaints.addAll(FunctionStart.complaints(p));
        complaints.addAll(FunctionCode.complaints(p));
        return complaints;
    }

    @Override
    public List<Meter> meters() {
        return FunctionBill.meters();
    }

    @Override
    public List<Metric> metrics() {
        return FunctionBill.metrics();
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::Lambda::Function", "AWS::Serverless::Function", "aws_lambda_function");
    }
}
