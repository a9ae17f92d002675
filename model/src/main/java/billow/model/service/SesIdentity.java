package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.Gateway;
import billow.model.archetype.Interaction;
import billow.model.archetype.QuotaService;
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

/// A verified identity of Amazon SES that sends mail.
public final class SesIdentity implements NodeKind {
    static final Param.Real SEND_RATE = new Param.Real(
            Declare.limited(
                    "maxSendRate",
                    Section.CAPACITY,
                    "Messages per second the account may send; further ones are throttled.",
                    "ses.sendRate"),
            Unit.PER_SECOND,
            1,
            1_000_000,
            limit("ses.sendRate").standard());
    static final Param.Whole DAY_QUOTA = Declare.whole(
            "max24HourSend",
            Section.CAPACITY,
            Unit.COUNT,
            "ses.dayQuota",
            "Messages of any 24 hours; further ones are throttled. 200 in the sandbox.");
    static final Param.Law SIZE = Declare.size(
            assumed("messageSize", Section.DATA, "Size of a message with its attachments, encoded."),
            Declare.kilobytes(10));
    static final Param.Law LATENCY = Declare.time(
            Declare.limited("latency", Section.BEHAVIOUR, "Time until a message is accepted.", "ses.latencyP50"),
            Declare.millisBetween("ses.latencyP50", "ses.latencyP99"));
    static final Param.Real ERROR_RATE = new Param.Real(
            assumed("errorRate", Section.RELIABILITY, "Share of calls that end in a server error."),
            Unit.PERCENT,
            0,
            1,
            0.0);

    @Override
    public String id() {
        return "aws.ses.identity";
    }

    @Override
    public String name() {
        return "SES identity";
    }

    @Override
    public Category category() {
        return Category.MESSAGING;
    }

    @Override
    public String summary() {
        return "Sends mail, so many messages a second and a day.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(SEND_RATE, DAY_QUOTA, SIZE, LATENCY, ERROR_RATE);
    }

    @Override
    public List<Outlet> outlets() {
        return List.of();
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(new Inlet(LinkKind.CALL, List.of(), p -> new Interaction.Call()));
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new QuotaService(
                new Gateway.Bucket(p.get(SEND_RATE), p.get(SEND_RATE)),
                p.get(DAY_QUOTA),
                p.get(LATENCY),
                p.get(ERROR_RATE),
                p.get(SIZE),
                null);
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                Meter.of("ses.outbound_message", "message", "Messages accepted.", Counter.BILLED_REQUESTS),
                new Meter(
                        "ses.outbound_data",
                        "GB",
                        "Bytes of the messages, attachments as encoded.",
                        (p, c) -> Declare.gigabytes(c.get(Counter.BYTES_OUT))));
    }

    @Override
    public List<Metric> metrics() {
        return QuotaMetrics.ALL;
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::SES::EmailIdentity", "aws_ses_domain_identity", "aws_sesv2_email_identity");
    }
}
