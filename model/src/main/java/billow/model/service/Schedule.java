package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.CallPlan;
import billow.model.archetype.Counter;
import billow.model.archetype.Delivery;
import billow.model.archetype.FanOut;
import billow.model.archetype.Gateway;
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
import billow.model.schedule.InvalidSchedule;
import billow.model.schedule.ScheduleExpression;
import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.List;
import java.util.Optional;

/// Invokes a target at set times: Amazon EventBridge Scheduler.
public final class Schedule implements NodeKind {
    public static final Param.Text EXPRESSION = new Param.Text(
            documented(
                    "scheduleExpression",
                    Section.LOAD,
                    "When it is due: rate(5 minutes), cron(0 12 * * ? *) or at(2026-06-01T12:00:00). A run begins on Monday, 1 June 2026, at midnight."),
            256,
            "rate(5 minutes)");
    public static final Param.Span WINDOW = Declare.span(
            "maximumWindowInMinutes",
            Section.LOAD,
            Unit.MINUTE,
            "scheduler.window",
            "Flexible time window: the invocation comes at some time within it; 0 for none.");
    public static final Param.Law LATENESS = Declare.time(
            Declare.limited(
                    "lateness",
                    Section.BEHAVIOUR,
                    "How long after its time an invocation comes.",
                    "scheduler.precision"),
            new Distribution.Uniform(
                    0, Unit.SECOND.toCanonical(limit("scheduler.precision").standard())));
    public static final Param.Law INPUT_SIZE =
            Declare.size(assumed("inputSize", Section.DATA, "Size of what the target is given."), Declare.kilobytes(1));

    @Override
    public String id() {
        return "aws.scheduler.schedule";
    }

    @Override
    public String name() {
        return "EventBridge schedule";
    }

    @Override
    public Category category() {
        return Category.TRAFFIC;
    }

    @Override
    public String summary() {
        return "Invokes a target at set times: every so often, by the calendar, or once.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(EXPRESSION, WINDOW, LATENESS, INPUT_SIZE);
    }

    @Override
    public List<Outlet> outlets() {
        return List.of(
                new Outlet(LinkKind.DELIVER, List.of(FanOuts.RETRIES, FanOuts.MAX_AGE), Schedule::target),
                Outlet.plain(LinkKind.DEAD_LETTER));
    }

    private static CallPlan target(Params p) {
        var redelivery = FanOuts.events(p);
        return CallPlan.of(new Delivery(1, null, Delivery.Subject.EVENT, true, redelivery, redelivery));
    }

    @Override
    public List<Inlet> inlets() {
        return List.of();
    }

    @Override
    public boolean reaches(LinkKind kind, NodeKind to) {
        return kind != LinkKind.DELIVER || !(to instanceof ExternalService || to instanceof RestApi);
    }

    @Override
    public Optional<String> adviceFor(NodeKind to) {
        return Optional.of(
                "A schedule invokes functions, queues, streams, workflows, topics and buses. Maybe put a Lambda function between the schedule and the %s."
                        .formatted(to.name()));
    }

    @Override
    public Archetype lower(Params p, String region) {
        double quota = limit("scheduler.invocationsRate").in(region);
        var bucket = new Gateway.Bucket(quota, quota);
        return new FanOut(
                FanOut.Service.SCHEDULE,
                new FanOut.Intake(
                        bucket,
                        false,
                        FanOuts.chunk("eventbridge.chunk"),
                        true,
                        (long) limit("eventbridge.eventSize").maximum(),
                        new Distribution.Constant(0)),
                new FanOut.Outflow(new Distribution.Constant(0), bucket, null, 0, 0),
                new FanOut.Timetable(expression(p.get(EXPRESSION)), p.get(WINDOW), p.get(LATENESS), p.get(INPUT_SIZE)));
    }

    /// What is written wrongly is never due; [#complaints] says so.
    private static ScheduleExpression expression(String text) {
        try {
            return ScheduleExpression.parse(text);
        } catch (InvalidSchedule e) {
            return ScheduleExpression.NEVER;
        }
    }

    @Override
    public List<ParamComplaint> complaints(Params p) {
        try {
            ScheduleExpression.parse(p.get(EXPRESSION));
            return List.of();
        } catch (InvalidSchedule e) {
            return List.of(
                    new ParamComplaint(EXPRESSION.name(), "scheduler.expression", String.valueOf(e.getMessage())));
        }
    }

    @Override
    public List<Meter> meters() {
        return List.of(Meter.of(
                "eventbridge.scheduler", "invocation", "Invocations, without retries.", Counter.BILLED_REQUESTS));
    }

    @Override
    public List<Metric> metrics() {
        return FanOuts.metrics(
                new Metric("invocationAttemptCount", "count", "Attempts, retries included."),
                new Metric("invocationsDelivered", "count", "Invocations that the target took."),
                new Metric("invocationThrottleCount", "count", "Invocations that were late because of the quota."),
                new Metric("targetErrorCount", "count", "Attempts that failed or were throttled."),
                new Metric("invocationDroppedCount", "count", "Invocations given up after all retries."),
                new Metric("invocationsSentToDeadLetterCount", "count", "Invocations given up to a dead-letter queue."),
                new Metric("timeToInvocation", "ms", "From the time set to the first attempt, mean."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::Scheduler::Schedule", "aws_scheduler_schedule");
    }
}
