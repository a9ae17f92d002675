package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.CallPlan;
import billow.model.archetype.Counter;
import billow.model.archetype.Delivery;
import billow.model.archetype.FanOut;
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
import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.List;
import tools.jackson.databind.node.StringNode;

/// AWS IoT Core: devices publish messages, rules hand them to actions.
public final class IotCore implements NodeKind {
    static final Param.Whole DEVICES = new Param.Whole(
            assumed("devices", Section.LOAD, "Devices that are connected, for the bill of their connections."),
            Unit.COUNT,
            0,
            1_000_000_000,
            0L);
    static final Param.Real CONNECTED = new Param.Real(
            assumed("connected", Section.LOAD, "Share of the time a device is connected."), Unit.PERCENT, 0, 1, 1.0);
    static final Param.Real PUBLISH_QUOTA = FanOuts.quota(
            "publishRate",
            "iot.publishRate",
            "Messages per second the account may receive in the region; further ones are refused.");
    static final Param.Law DELIVERY = Declare.time(
            Declare.limited(
                    "deliveryLatency",
                    Section.BEHAVIOUR,
                    "Time from a message to the first attempt at an action.",
                    "iot.deliveryP50"),
            Declare.millisBetween("iot.deliveryP50", "iot.deliveryP99"));
    static final Param.Law MESSAGE_SIZE = Declare.size(
            assumed(
                    "messageSize",
                    Section.DATA,
                    "Size of a message with its topic; by default the payload of the publisher."),
            null);
    static final Param.Text TOPIC = new Param.Text(
            documented(
                    "topic",
                    Section.DATA,
                    "Topic the messages come by, for the FROM of rules; without it all rules match."),
            256,
            null);
    static final Param.Text SQL = new Param.Text(
            documented(
                    "sql",
                    Section.BEHAVIOUR,
                    "The rule, for example SELECT temperature FROM 'plant/+/data' WHERE temperature > 50; WHERE and SELECT look at payloads that say something, matchShare decides about others."),
            4_000,
            null);

    private static final Distribution HANDED_ON = new Distribution.Constant(0);

    @Override
    public String id() {
        return "aws.iot.core";
    }

    @Override
    public String name() {
        return "IoT Core";
    }

    @Override
    public Category category() {
        return Category.MESSAGING;
    }

    @Override
    public String summary() {
        return "Takes messages of devices and hands them on by rules.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(DEVICES, CONNECTED, PUBLISH_QUOTA, DELIVERY);
    }

    @Override
    public List<Outlet> outlets() {
        return List.of(
                new Outlet(
                        LinkKind.DELIVER,
                        List.of(SQL, FanOuts.MATCH_SHARE, FanOuts.RETRIES, FanOuts.MAX_AGE),
                        IotCore::rule),
                new Outlet(
                        LinkKind.OPERATE,
                        List.of(SQL, FanOuts.MATCH_SHARE, FanOuts.RETRIES, FanOuts.MAX_AGE),
                        IotCore::rule),
                Outlet.plain(LinkKind.DEAD_LETTER));
    }

    private static CallPlan rule(Params p) {
        var redelivery = FanOuts.events(p);
        var sql = p.find(SQL).filter(t -> !t.isBlank()).map(StringNode::valueOf).orElse(null);
        return CallPlan.of(
                new Delivery(p.get(FanOuts.MATCH_SHARE), sql, Delivery.Subject.RULE, true, redelivery, redelivery));
    }

    /// Rules write into tables and buckets by themselves.
    @Override
    public boolean reaches(LinkKind kind, NodeKind to) {
        return kind != LinkKind.OPERATE || to instanceof DynamoTable || to instanceof S3Bucket;
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(new Inlet(
                LinkKind.PUBLISH,
                List.of(MESSAGE_SIZE, TOPIC),
                p -> new Interaction.Publish(
                        p.find(MESSAGE_SIZE).orElse(HANDED_ON),
                        1,
                        null,
                        0,
                        p.find(TOPIC).filter(t -> !t.isBlank()).orElse(null))));
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new FanOut(
                FanOut.Service.BROKER,
                new FanOut.Intake(
                        FanOuts.bucket(p, PUBLISH_QUOTA, "iot.publishRate", region),
                        true,
                        FanOuts.chunk("iot.chunk"),
                        true,
                        (long) limit("iot.messageSize").maximum(),
                        Declare.millisBetween("iot.publishP50", "iot.publishP99")),
                new FanOut.Outflow(p.get(DELIVERY), null, null, 0, 0),
                null);
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                new Meter(
                        "iot.connectivity",
                        "connection-minute",
                        "Minutes that devices are connected.",
                        (p, c) -> p.get(DEVICES) * p.get(CONNECTED) * c.seconds() / 60),
                Meter.of("iot.messages", "5KB-chunk", "Messages received, each by 5 KB.", Counter.BILLED_CHUNKS),
                Meter.of(
                        "iot.rules_triggered",
                        "5KB-chunk",
                        "Messages that a rule selected, for each rule by 5 KB; a link is a rule with one action.",
                        Counter.RULE_CHUNKS),
                Meter.of(
                        "iot.actions",
                        "5KB-chunk",
                        "Actions of rules, each by 5 KB; retries cost nothing.",
                        Counter.RULE_CHUNKS));
    }

    @Override
    public List<Metric> metrics() {
        return FanOuts.metrics(
                new Metric("publishInSuccess", "count", "Messages received."),
                new Metric("publishInThrottle", "count", "Messages refused for the quota."),
                new Metric("ruleMessageThrottled", "count", "Messages that were late because of a quota."),
                new Metric("topicMatch", "count", "Matches of rules with messages."),
                new Metric("success", "count", "Actions that a target took."),
                new Metric("failure", "count", "Actions given up after all retries."),
                new Metric("actionRetries", "count", "Attempts after the first of an action."),
                new Metric("timeToAction", "ms", "From a message's arrival to the first attempt at an action, mean."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::IoT::TopicRule", "aws_iot_topic_rule");
    }
}
