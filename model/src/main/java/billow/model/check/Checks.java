package billow.model.check;

import billow.model.design.Design;
import billow.model.edit.Edit;
import billow.model.edit.Target;
import billow.model.kind.Connection;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.service.Account;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Everything that is wrong with, or remarkable about, a design. Pure: the same design always gives the same findings.
public final class Checks {
    /// The rules that look at more than one value, in the order of their findings.
    private static final List<Function<Wiring, List<Finding>>> RULES = List.of(
            StructureRules::noTraffic,
            StructureRules::clientsWithoutTarget,
            StructureRules::unreachable,
            StructureRules::gatewayWithoutIntegration,
            StructureRules::sharesOfNothing,
            EntryRules::noTarget,
            EntryRules::noLinkForStage,
            EntryRules::functionBody,
            GatewayRules::httpIntegrations,
            EntryRules::behindBalancer,
            EntryRules::slowTriggers,
            EntryRules::poolAsRoute,
            EntryRules::poolAtSockets,
            ConcurrencyRules::reservedSum,
            ConcurrencyRules::provisionedSum,
            ConcurrencyRules::mappingAboveReserved,
            MappingRules::filters,
            MappingRules::pollers,
            MappingRules::endlessRetries,
            MappingRules::sharedReaders,
            ConcurrencyRules::reservedTooLowForQueue,
            QueueRules::noConsumer,
            QueueRules::severalDeadLetterQueues,
            QueueRules::deadLettersToItself,
            QueueRules::noDeadLetterQueue,
            QueueRules::batchWithoutWindow,
            QueueRules::timeoutAboveVisibility,
            QueueRules::visibilityTooShort,
            QueueRules::fewReceives,
            QueueRules::deadLetterRetention,
            QueueRules::deadLetterAtConsumer,
            QueueRules::lostEvents,
            ObjectRules::tooLarge,
            ObjectRules::archived,
            ObjectRules::restores,
            EdgeRules::noOrigin,
            EdgeRules::viewerFunctions,
            EdgeRules::tooManyOrigins,
            EdgeRules::tooLarge,
            EdgeRules::lonelySecond,
            FifoRules::smallBatches,
            FifoRules::noWindow,
            FifoRules::noMessageDelay,
            FifoRules::deadLetterType,
            FifoRules::standardOnly,
            FifoRules::oneGroup,
            PipeRules::onePath,
            PipeRules::enrichmentAnswers,
            PipeRules::filters,
            NetworkRules::nothingBehind,
            NetworkRules::gatewayEndpoints,
            NetworkRules::unmounted,
            FanOutRules::noTarget,
            FanOutRules::fifoToQueuesOnly,
            FanOutRules::patterns,
            FanOutRules::deliveryPolicies,
            FanOutRules::fifoTopicsOnly,
            FanOutRules::tooManyRules,
            FanOutRules::rulesOfSeveralTargets,
            MappingRules::fannedOutReaders,
            DataRules::recordTooLarge,
            DemandRules::hotShards,
            FanOutRules::filterWithoutSample,
            TimeoutRules::behindGateway,
            TimeoutRules::callerGivesUpFirst,
            TimeoutRules::callOutlivesCaller,
            TimeoutRules::clientGivesUpFirst,
            LoadRules::retryAmplification,
            LoadRules::recursion,
            LoadRules::waitingFunctions,
            DataRules::itemTooLarge,
            DataRules::messageTooLarge,
            DataRules::publishTooLarge,
            DataRules::payloadTooLarge,
            DataRules::scalingBelowCapacity,
            AlarmRules::watchesNothing,
            AlarmRules::unknownMetric,
            AlarmRules::percentileOfCount,
            AlarmRules::watchesSeveral,
            AlarmRules::metricThatNeverComes,
            AlarmRules::invokesDeployment,
            ScalingRules::steps,
            ScalingRules::bounds,
            ScalingRules::targets,
            ScalingRules::scaledTwice,
            AlarmRules::deadLettersUnwatched,
            EncryptionRules::unencrypted,
            PermissionRules::unreadable,
            PermissionRules::wildcards,
            TableRules::indexes,
            TableRules::indexBelowTable,
            TableRules::tooManyItems,
            TableRules::tooManyBytes,
            TableRules::startingPositions,
            TableRules::streamReaders,
            TableRules::caches,
            DemandRules::hotKeys,
            DemandRules::aboveOnDemand,
            WorkflowRules::definition,
            WorkflowRules::synchronousStandard,
            WorkflowRules::unknownStates,
            TaskRules::withoutLinks,
            TaskRules::otherOperation,
            TaskRules::synchronousStandard,
            TaskRules::givesUpFirst,
            TaskRules::nobodyReturnsToken,
            TaskRules::waitsForEver,
            WorkflowRules::inputTooLarge,
            HistoryRules::tooManyEvents,
            ReviewRules::unreservedBesideCritical,
            ReviewRules::competesWithCritical,
            ReviewRules::functionInsteadOfWorkflow,
            ReviewRules::longChains,
            RetryRules::retriesOfTasks,
            DemandRules::shardDemand);

    private Checks() {}

    /// All findings, errors first, each group in the order of the rules and of the drawing.
    public static List<Finding> of(Design design) {
        var findings = new ArrayList<Finding>();
        var broken = new HashSet<String>();
        ranges(design, findings, broken);
        var wiring = Wiring.of(design, broken);
        for (var rule : RULES) findings.addAll(rule.apply(wiring));
        findings.sort(Comparator.comparing(Finding::severity));
        return List.copyOf(findings);
    }

    /// Whether any of the findings keeps the design from being simulated.
    public static boolean blocked(List<Finding> findings) {
        return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
    }

    /// Values out of range; the paths of their owners go to `broken`.
    private static void ranges(Design design, List<Finding> findings, Set<String> broken) {
        Account.PARAMS.forEach(p -> findings.addAll(complaint(p, design.account(), "account", new Target.OfAccount())));
        for (var node : design.nodes().values()) {
            var path = Paths.node(node.id());
            var complaints = complaints(node.kind().params(), node.params(), path, new Target.OfNode(node.id()));
            findings.addAll(complaints);
            if (!complaints.isEmpty()) broken.add(path);
            else
                for (var c : node.kind().complaints(node.params()))
                    findings.add(Finding.error(c.code(), path + "." + c.param(), c.message()));
        }
        for (var link : design.links()) {
            var from = design.node(link.from()).orElseThrow();
            var to = design.node(link.to()).orElseThrow();
            var path = Paths.link(link.id());
            var declared = Wiring.option(link, from, to).map(Connection.Option::params);
            var complaints = complaints(declared.orElse(List.of()), link.params(), path, new Target.OfLink(link.id()));
            findings.addAll(complaints);
            if (!complaints.isEmpty()) broken.add(path);
        }
    }

    private static List<Finding> complaints(List<Param<?>> declared, Params params, String path, Target of) {
        return declared.stream()
                .flatMap(p -> complaint(p, params, path, of).stream())
                .toList();
    }

    private static <T> List<Finding> complaint(Param<T> param, Params params, String path, Target of) {
        if (!params.isSet(param)) return List.of();
        return params.find(param)
                .flatMap(param::complaint)
                .map(message -> List.of(Finding.error("range", path + "." + param.name(), message)
                        .mended(new Edit.SetParam<>(of, param, null))))
                .orElse(List.of());
    }
}
