package billow.model.check;

import billow.model.archetype.FileSystem;
import billow.model.archetype.Relay;
import billow.model.archetype.Table;
import billow.model.edit.Edit;
import billow.model.service.FunctionStart;
import billow.model.service.LambdaFunction;
import billow.model.service.VpcEndpoint;
import java.util.List;

/// Rules about places on the way through a network.
final class NetworkRules {
    private NetworkRules() {}

    static List<Finding> nothingBehind(Wiring wiring) {
        return wiring.all(Relay.class).keySet().stream()
                .filter(id -> wiring.from(id).findAny().isEmpty())
                .map(id -> Finding.warning(
                        "vpc.nothing-behind",
                        Paths.node(id),
                        "Expected a link to what is behind it, found none; calls through it fail."))
                .toList();
    }

    /// A function mounts a file system before it can use it, which takes time at a cold start.
    static List<Finding> unmounted(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.from().kind() instanceof LambdaFunction
                        && wiring.type(w.to().id(), FileSystem.class) != null
                        && !w.from().params().get(FunctionStart.FILE_SYSTEM))
                .map(w -> Finding.warning(
                                "lambda.file-system-not-mounted",
                                Paths.node(w.from().id(), FunctionStart.FILE_SYSTEM.name()),
                                "Expected true for a function that uses %s, received false; the time of mounting it is missing from cold starts."
                                        .formatted(w.to().id()))
                        .mended(mount(w.from().id())))
                .toList();
    }

    /// A file system is mounted from within a VPC only.
    private static Edit mount(String function) {
        return new Edit.Together(
                "Mount the file system in " + function,
                List.of(
                        Mend.node(function, FunctionStart.VPC, true),
                        Mend.node(function, FunctionStart.FILE_SYSTEM, true)));
    }

    /// Source: Amazon VPC user guide, gateway endpoints.
    static List<Finding> gatewayEndpoints(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.from().kind() instanceof VpcEndpoint
                        && w.from().params().get(VpcEndpoint.TYPE).equals("Gateway"))
                .filter(w -> wiring.type(w.to().id(), Table.class) == null
                        && !w.to().kind().id().startsWith("aws.s3."))
                .map(w -> Finding.error(
                        "vpc.gateway-endpoint-target",
                        w.path(),
                        "Expected DynamoDB or S3 behind a gateway endpoint, found %s.\nMaybe make it an interface endpoint."
                                .formatted(w.to().kind().name())))
                .toList();
    }
}
