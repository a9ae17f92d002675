package billow.model.service;

import static billow.model.quota.Limits.limit;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.Relay;
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

/// A NAT gateway: the way from a private network to the internet.
public final class NatGateway implements NodeKind {
    static final Param.Whole ZONES = Networks.zones("Availability zones with a NAT gateway of their own.");
    static final Param.Whole ADDRESSES = Declare.whole(
            "addresses",
            Section.CAPACITY,
            Unit.COUNT,
            "nat.addresses",
            "Public addresses of each gateway; each allows 55 000 connections to one destination at once.");

    @Override
    public String id() {
        return "aws.ec2.natgateway";
    }

    @Override
    public String name() {
        return "NAT gateway";
    }

    @Override
    public Category category() {
        return Category.OPERATIONS;
    }

    @Override
    public String summary() {
        return "Lets code in a private network call the internet; billed by the hour and by the byte.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(ZONES, ADDRESSES, Networks.LATENCY, Networks.RESPONSE);
    }

    @Override
    public List<Outlet> outlets() {
        return Networks.onward(LinkKind.CALL, LinkKind.REQUEST);
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(new Inlet(LinkKind.CALL, List.of(), p -> new Interaction.Call()));
    }

    @Override
    public Archetype lower(Params p, String region) {
        long connections = (long) limit("nat.connections").standard() * p.get(ADDRESSES) * p.get(ZONES);
        return new Relay(p.get(Networks.LATENCY), p.get(Networks.RESPONSE), Math.toIntExact(connections));
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                Standing.hourly("nat.hour", "hour", "Hours of the gateways of all zones, used or not.", ZONES),
                new Meter(
                        "nat.data_processed",
                        "GB",
                        "Bytes of requests and answers.",
                        (p, c) -> Declare.gigabytes(c.get(Counter.BYTES_PROCESSED))));
    }

    @Override
    public List<Metric> metrics() {
        return Networks.METRICS;
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::EC2::NatGateway", "aws_nat_gateway");
    }
}
