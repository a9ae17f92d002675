package billow.model.service;

import billow.model.kind.NodeKind;
import billow.model.param.Param;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All kinds there are, in palette order. A new service is one line here.
public final class Catalogue {
    private static final List<NodeKind> KINDS = List.of(
            new Clients(),
            new ExternalService(),
            new RestApi(),
            new HttpApi(),
            new WebSocketApi(),
            new AppSyncApi(),
            new ApplicationLoadBalancer(),
            new CloudFront(),
            new UserPool(),
            new LambdaFunction(),
            new EdgeFunction(),
            new StateMachineKind(),
            new DynamoTable(),
            new DaxCluster(),
            new S3Bucket(),
            new Efs(),
            new SqsQueue(),
            new KinesisStream(),
            new Firehose(),
            new SnsTopic(),
            new EventBus(),
            new EventPipe(),
            new IotCore(),
            new SesIdentity(),
            new Schedule(),
            new NatGateway(),
            new VpcEndpoint(),
            new KmsKey(),
            new Secret(),
            new CloudWatchAlarm());

    private static final Map<String, NodeKind> BY_ID =
            KINDS.stream().collect(Collectors.toUnmodifiableMap(NodeKind::id, Function.identity()));

    private Catalogue() {}

    public static List<NodeKind> kinds() {
        return KINDS;
    }

    public static Optional<NodeKind> kind(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /// Quotas a design can state for its account.
    public static List<Param<?>> account() {
        return Account.PARAMS;
    }
}
