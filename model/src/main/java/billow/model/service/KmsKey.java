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
import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.List;

/// A key of AWS Key Management Service. The quota belongs to the account and region; give each key of a design its
/// part.
public final class KmsKey implements NodeKind {
    static final Param.Real RATE = new Param.Real(
            Declare.limited(
                    "requestRate",
                    Section.CAPACITY,
                    "Calls per second that the account may make in the region; further ones are throttled. By default the published quota.",
                    "kms.requestRate"),
            Unit.PER_SECOND,
            1,
            10_000_000,
            null);
    static final Param.Whole NUMBER = new Param.Whole(
            assumed("keys", Section.COST, "Keys that are billed by the month; 0 for keys of AWS."),
            Unit.COUNT,
            0,
            1_000_000,
            1L);
    static final Param.Law LATENCY = Declare.time(
            Declare.limited("latency", Section.BEHAVIOUR, "Time of a call, seen by the caller.", "kms.latencyP50"),
            Declare.millisBetween("kms.latencyP50", "kms.latencyP99"));
    static final Param.Real ERROR_RATE = new Param.Real(
            assumed("errorRate", Section.RELIABILITY, "Share of calls that end in a server error."),
            Unit.PERCENT,
            0,
            1,
            0.0);

    @Override
    public String id() {
        return "aws.kms.key";
    }

    @Override
    public String name() {
        return "KMS key";
    }

    @Override
    public Category category() {
        return Category.OPERATIONS;
    }

    @Override
    public String summary() {
        return "Encrypts and decrypts small data and data keys.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(RATE, NUMBER, LATENCY, ERROR_RATE, Kept.TTL, Kept.CALLERS);
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
        double perSecond = p.find(RATE).orElse(limit("kms.requestRate").in(region));
        return new QuotaService(
                new Gateway.Bucket(perSecond, perSecond),
                0,
                p.get(LATENCY),
                p.get(ERROR_RATE),
                new Distribution.Constant(0),
                Kept.of(p));
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                Standing.monthly(
                        "kms.key",
                        "key-month",
                        "Customer managed keys for the time they are kept; a month has 730 hours.",
                        NUMBER),
                Meter.of(
                        "kms.request",
                        "request",
                        "Calls that passed the quota; answers kept by callers cost nothing.",
                        Counter.BILLED_REQUESTS));
    }

    @Override
    public List<Metric> metrics() {
        return QuotaMetrics.ALL;
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::KMS::Key", "aws_kms_key");
    }
}
