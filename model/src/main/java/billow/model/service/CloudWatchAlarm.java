package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Alarm;
import billow.model.archetype.Archetype;
import billow.model.archetype.CallPlan;
import billow.model.archetype.Interaction;
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
import java.util.stream.Stream;

/// An alarm on a metric of another node: Amazon CloudWatch. It notifies, invokes, rolls back deployments
/// and scales.
public final class CloudWatchAlarm implements NodeKind {
    private static final long SECOND = 1_000_000_000L;
    private static final double MONTH_SECONDS = 730 * 3_600.0;

    public static final Param.Text METRIC = new Param.Text(
            documented(
                    "metricName",
                    Section.BEHAVIOUR,
                    "Metric of the watched node, as its results name it, or latency, which every node has."),
            200,
            "errors");
    public static final Param.Choice STATISTIC = choice(
            documented("statistic", Section.BEHAVIOUR, "What is taken of the metric in each period."),
            "Sum",
            "Sum",
            "All of it, for things that are counted.",
            "Average",
            "Mean of the values: of errors the error rate, 0 to 1; of a level, where it stands at the end of the period.",
            "SampleCount",
            "How many values there were: of errors the invocations.",
            "p50",
            "Median of a time, such as latency.",
            "p90",
            "Time that 90 % keep to.",
            "p95",
            "Time that 95 % keep to.",
            "p99",
            "Time that 99 % keep to.");
    public static final Param.Choice COMPARISON = choice(
            documented("comparisonOperator", Section.BEHAVIOUR, "When a value is breaching."),
            "GreaterThanOrEqualToThreshold",
            "GreaterThanOrEqualToThreshold",
            "At the threshold or above.",
            "GreaterThanThreshold",
            "Above the threshold.",
            "LessThanThreshold",
            "Below the threshold.",
            "LessThanOrEqualToThreshold",
            "At the threshold or below.");
    public static final Param.Real THRESHOLD = new Param.Real(
            assumed("threshold", Section.BEHAVIOUR, "The limit, in the unit of the metric; percentiles in ms."),
            Unit.COUNT,
            -1e15,
            1e15,
            1.0);
    public static final Param.Span PERIOD = Declare.span(
            "period",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "cloudwatch.period",
            "Length of a period: 10, 20 or 30 s, or whole minutes.");
    public static final Param.Whole PERIODS = Declare.whole(
            "evaluationPeriods",
            Section.BEHAVIOUR,
            Unit.COUNT,
            "cloudwatch.evaluationPeriods",
            "Newest periods that are looked at (N).");
    public static final Param.Whole DATAPOINTS = new Param.Whole(
            documented(
                    "datapointsToAlarm",
                    Section.BEHAVIOUR,
                    "Periods of them that must be breaching (M); by default all of them."),
            Unit.COUNT,
            1,
            (long) limit("cloudwatch.evaluationPeriods").maximum(),
            null);
    public static final Param.Choice MISSING = choice(
            documented("treatMissingData", Section.BEHAVIOUR, "How periods without data count."),
            "missing",
            "missing",
            "They are left out.",
            "notBreaching",
            "As good ones.",
            "breaching",
            "As bad ones.",
            "ignore",
            "The state stays as it is.");
    public static final Param.Choice ACTION_ON = choice(
            documented("actionOn", Section.BEHAVIOUR, "The state whose beginning the link acts on."),
            "ALARM",
            "ALARM",
            "The alarm goes off.",
            "OK",
            "All is well again.",
            "INSUFFICIENT_DATA",
            "There is nothing to judge by.");

    @Override
    public String id() {
        return "aws.cloudwatch.alarm";
    }

    @Override
    public String name() {
        return "CloudWatch alarm";
    }

    @Override
    public Category category() {
        return Category.OPERATIONS;
    }

    @Override
    public String summary() {
        return "Watches a metric of a node and goes off when it is bad in M out of N periods.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(METRIC, STATISTIC, COMPARISON, THRESHOLD, PERIOD, PERIODS, DATAPOINTS, MISSING);
    }

    @Override
    public List<Outlet> outlets() {
        var tells = Stream.of(LinkKind.PUBLISH, LinkKind.INVOKE, LinkKind.ROLL_BACK)
                .map(kind -> new Outlet(
                        kind,
                        List.of(ACTION_ON),
                        p -> new CallPlan(1, p.get(ACTION_ON), 1, RetryPolicy.NONE, 0, null)));
        return Stream.concat(tells, Stream.of(AlarmScaling.outlet(ACTION_ON))).toList();
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(new Inlet(LinkKind.WATCH, List.of(), p -> new Interaction.Report()));
    }

    @Override
    public Archetype lower(Params p, String region) {
        int periods = Math.toIntExact(p.get(PERIODS));
        return new Alarm(
                p.get(METRIC),
                statistic(p.get(STATISTIC)),
                comparison(p.get(COMPARISON)),
                p.get(THRESHOLD),
                p.get(PERIOD),
                periods,
                p.find(DATAPOINTS).map(Math::toIntExact).orElse(periods),
                missing(p.get(MISSING)),
                (int) limit("cloudwatch.evaluationRange").standard());
    }

    private static Alarm.Statistic statistic(String word) {
        return switch (word) {
            case "Average" -> Alarm.Statistic.AVERAGE;
            case "SampleCount" -> Alarm.Statistic.SAMPLE_COUNT;
            case "p50" -> Alarm.Statistic.P50;
            case "p90" -> Alarm.Statistic.P90;
            case "p95" -> Alarm.Statistic.P95;
            case "p99" -> Alarm.Statistic.P99;
            default -> Alarm.Statistic.SUM;
        };
    }

    private static Alarm.Comparison comparison(String word) {
        return switch (word) {
            case "GreaterThanThreshold" -> Alarm.Comparison.GREATER;
            case "LessThanThreshold" -> Alarm.Comparison.LESS;
            case "LessThanOrEqualToThreshold" -> Alarm.Comparison.LESS_OR_EQUAL;
            default -> Alarm.Comparison.GREATER_OR_EQUAL;
        };
    }

    private static Alarm.Missing missing(String word) {
        return switch (word) {
            case "notBreaching" -> Alarm.Missing.NOT_BREACHING;
            case "breaching" -> Alarm.Missing.BREACHING;
            case "ignore" -> Alarm.Missing.IGNORE;
            default -> Alarm.Missing.MISSING;
        };
    }

    @Override
    public List<ParamComplaint> complaints(Params p) {
        long period = p.get(PERIOD);
        boolean fits =
                period % (60 * SECOND) == 0 || period == 10 * SECOND || period == 20 * SECOND || period == 30 * SECOND;
        if (!fits)
            return List.of(new ParamComplaint(
                    PERIOD.name(),
                    "alarm.period",
                    "Expected 10, 20 or 30 s, or whole minutes, received %s s.".formatted(period / SECOND)));
        long wanted = p.find(DATAPOINTS).orElse(1L);
        if (wanted > p.get(PERIODS))
            return List.of(new ParamComplaint(
                    DATAPOINTS.name(),
                    "alarm.datapoints",
                    "Expected at most the periods that are looked at (%d), received %d."
                            .formatted(p.get(PERIODS), wanted)));
        return List.of();
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                new Meter(
                        "cloudwatch.alarm_standard",
                        "alarm-month",
                        "An alarm with periods of a minute or more, by the time it exists.",
                        (p, c) -> p.get(PERIOD) >= 60 * SECOND ? c.seconds() / MONTH_SECONDS : 0),
                new Meter(
                        "cloudwatch.alarm_high_res",
                        "alarm-month",
                        "An alarm with shorter periods, by the time it exists.",
                        (p, c) -> p.get(PERIOD) < 60 * SECOND ? c.seconds() / MONTH_SECONDS : 0));
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("alarms", "count", "How often the alarm went off."),
                new Metric("stateChanges", "count", "Changes of its state."),
                new Metric("inAlarm", "share", "Share of the time it was in alarm."),
                new Metric("scalings", "count", "Changes of capacity it has brought about."),
                new Metric("firstAlarm", "s", "When it first went off, from the beginning of the run."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::CloudWatch::Alarm", "aws_cloudwatch_metric_alarm");
    }
}
