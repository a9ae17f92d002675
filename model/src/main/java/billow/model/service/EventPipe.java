package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.CallPlan;
import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.Pipe;
import billow.model.archetype.RecordFilter;
import billow.model.archetype.RetryPolicy;
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
import java.util.Optional;

/// A pipe from one source by way of an enrichment to one target: Amazon EventBridge Pipes.
public final class EventPipe implements NodeKind {
    public static final Param.Real MATCHING = new Param.Real(
            assumed(
                    "filterMatches",
                    Section.LOAD,
                    "Share of the messages that pass the filter where they say nothing; the others are deleted from a queue and skipped in a stream."),
            Unit.PERCENT,
            0,
            1,
            1.0);
    public static final Param.Document FILTER = new Param.Document(
            documented(
                    "filterCriteria",
                    Section.DATA,
                    "Event pattern that messages must match: {\"body\": {\"kind\": [\"order\"]}} for a queue, {\"data\": {…}} for Kinesis, {\"dynamodb\": {…}} for a table."),
            "event pattern",
            null);
    public static final Param.Law LATENCY = Declare.time(
            Declare.limited("pipeLatency", Section.BEHAVIOUR, "Time the pipe adds to a batch.", "pipes.latencyP50"),
            Declare.millisBetween("pipes.latencyP50", "pipes.latencyP99"));
    public static final Param.Choice ROLE = choice(
            documented("role", Section.BEHAVIOUR, "What the link is for."),
            "target",
            "target",
            "It takes the batch; the pipe waits for its answer.",
            "enrichment",
            "It is asked before the target.");

    @Override
    public String id() {
        return "aws.pipes.pipe";
    }

    @Override
    public String name() {
        return "EventBridge pipe";
    }

    @Override
    public Category category() {
        return Category.MESSAGING;
    }

    @Override
    public String summary() {
        return "Takes batches from a queue or stream, filters and enriches them, and hands them to one target.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(MATCHING, FILTER, LATENCY, Permissions.POLICY);
    }

    @Override
    public List<Outlet> outlets() {
        return List.of(
                role(LinkKind.INVOKE),
                role(LinkKind.START),
                Outlet.plain(LinkKind.DELIVER),
                role(LinkKind.CALL),
                role(LinkKind.REQUEST));
    }

    private static Outlet role(LinkKind kind) {
        return new Outlet(kind, List.of(ROLE), p -> new CallPlan(1, p.get(ROLE), 1, RetryPolicy.NONE, 0, null));
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(
                new Inlet(
                        LinkKind.POLL,
                        List.of(QueueMapping.BATCH_SIZE, QueueMapping.BATCH_WINDOW, QueueMapping.PARTIAL_FAILURES),
                        EventPipe::poll),
                StreamMapping.inlet());
    }

    private static Interaction poll(Params p) {
        return new Interaction.Poll(
                Math.toIntExact(p.get(QueueMapping.BATCH_SIZE)),
                p.get(QueueMapping.BATCH_WINDOW),
                0,
                p.get(QueueMapping.PARTIAL_FAILURES),
                new Interaction.PollerScaling(
                        (int) limit("esm.pollers").standard(),
                        (int) limit("esm.pollersPerMinute").standard(),
                        (int) limit("esm.pollersMaximum").standard()));
    }

    @Override
    public boolean reaches(LinkKind kind, NodeKind to) {
        if (kind == LinkKind.REQUEST) return to instanceof RestApi;
        return kind != LinkKind.DELIVER
                || !(to instanceof ExternalService
                        || to instanceof LambdaFunction
                        || to instanceof RestApi
                        || to instanceof StateMachineKind);
    }

    @Override
    public Optional<String> adviceFor(NodeKind to) {
        return Optional.of(
                "A pipe leads to functions, workflows, queues, streams, topics, buses, REST APIs and API destinations. Maybe put a Lambda function between the pipe and the %s."
                        .formatted(to.name()));
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new Pipe(
                new RecordFilter(p.get(MATCHING), p.find(FILTER).orElse(null)),
                FanOuts.chunk("pipes.chunk"),
                p.get(LATENCY));
    }

    @Override
    public List<Meter> meters() {
        return List.of(Meter.of(
                "eventbridge.pipes_requests",
                "64KB-chunk request",
                "Batches that are left after the filter, by 64 KB.",
                Counter.BILLED_CHUNKS));
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("invocations", "count", "Batches taken."),
                new Metric("executionFailed", "count", "Batches that the enrichment or the target failed."),
                new Metric(
                        "executionPartiallyFailed",
                        "count",
                        "Batches of which some messages failed; those come back alone."),
                new Metric("executionThrottled", "count", "Batches that the enrichment or the target refused."),
                new Metric("events", "count", "Messages and records in batches."),
                new Metric("eventsFiltered", "count", "Messages and records that the filter kept back."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::Pipes::Pipe", "aws_pipes_pipe");
    }
}
