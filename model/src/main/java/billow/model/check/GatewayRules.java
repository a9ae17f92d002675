package billow.model.check;

import billow.model.check.Wiring.Wire;
import billow.model.kind.LinkKind;
import billow.model.service.EventBus;
import billow.model.service.HttpApi;
import billow.model.service.KinesisStream;
import java.util.List;

/// Rules about APIs and what stands behind them.
final class GatewayRules {
    private GatewayRules() {}

    /// An HTTP API has first-class integrations with a few actions of services only.
    /// Source: API Gateway developer guide, integration subtype reference for HTTP APIs, 2026.
    static List<Finding> httpIntegrations(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.from().kind() instanceof HttpApi && !integrates(w))
                .map(w -> Finding.error(
                        "apigateway.http-integration",
                        w.path(),
                        "Expected EventBridge PutEvents, SQS SendMessage, AppConfig GetConfiguration, Kinesis PutRecord or Step Functions StartExecution, received an action of %s: an HTTP API has no others.\nMaybe put a Lambda function between them, or make the API a REST API."
                                .formatted(w.to().kind().name())))
                .toList();
    }

    private static boolean integrates(Wire wire) {
        var to = wire.to().kind();
        var kind = wire.link().kind();
        return kind != LinkKind.OPERATE
                && (kind != LinkKind.PUBLISH || to instanceof EventBus)
                && (kind != LinkKind.PUT || to instanceof KinesisStream);
    }
}
