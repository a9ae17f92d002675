package billow.model.service;

import static billow.model.service.Declare.documented;

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
import java.util.List;

/// An endpoint by which code in a private network reaches a service of AWS.
public final class VpcEndpoint implements NodeKind {
    public static final Param.Choice TYPE = Declare.choice(
            documented("vpcEndpointType", Section.CAPACITY, "How the service is reached."),
            "Interface",
            "Interface",
            "A network interface in each zone, billed by the hour and by the byte.",
            "Gateway",
            "A route; for DynamoDB and S3 only, without charge.");
    static final Param.Whole ZONES = Networks.zones("Availability zones with a network interface of the endpoint.");

    @Override
    public String id() {
        return "aws.ec2.vpcendpoint";
    }

    @Override
    public String name() {
        return "VPC endpoint";
    }

    @Override
    public Category category() {
        return Category.OPERATIONS;
    }

    @Override
    public String summary() {
        return "Lets code in a private network reach services of AWS without the internet.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(TYPE, ZONES, Networks.LATENCY, Networks.RESPONSE);
    }

    @Override
    public List<Outlet> outlets() {
        return Networks.onward(
                LinkKind.CALL,
                LinkKind.OPERATE,
                LinkKind.SEND,
                LinkKind.PUT,
                LinkKind.PUBLISH,
                LinkKind.START,
                LinkKind.INVOKE,
                LinkKind.REQUEST);
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(new Inlet(LinkKind.CALL, List.of(), p -> new Interaction.Call()));
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new Relay(p.get(Networks.LATENCY), p.get(Networks.RESPONSE), 0);
    }

    /// Whether it is a network interface in each zone, not a route.
    public static boolean isInterface(Params p) {
        return p.get(TYPE).equals("Interface");
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                new Meter(
                        "vpc_endpoint.interface_hour",
                        "endpoint-AZ-hour",
                        "Hours of an interface endpoint in each of its zones, used or not; gateway endpoints cost nothing.",
                        (p, c) -> isInterface(p) ? p.get(ZONES) * c.seconds() / Standing.HOUR_SECONDS : 0),
                new Meter(
                        "vpc_endpoint.data_processed",
                        "GB",
                        "Bytes of requests and answers through an interface endpoint.",
                        (p, c) -> isInterface(p) ? Declare.gigabytes(c.get(Counter.BYTES_PROCESSED)) : 0));
    }

    @Override
    public List<Metric> metrics() {
        return Networks.METRICS;
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::EC2::VPCEndpoint", "aws_vpc_endpoint");
    }
}
