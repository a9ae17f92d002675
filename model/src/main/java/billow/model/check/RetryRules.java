package billow.model.check;

import billow.model.archetype.Workflow;
import billow.model.asl.Retrier;
import billow.model.edit.Edit;
import billow.model.service.StateMachineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Rules about retries of Task states. Source: Step Functions Developer Guide, "Best practices" and "Handling errors":
/// retry passing errors of Lambda, with a growing interval and jitter.
final class RetryRules {
    private static final List<String> PASSING = List.of(
            "Lambda.ServiceException",
            "Lambda.AWSLambdaException",
            "Lambda.SdkClientException",
            "Lambda.TooManyRequestsException");
    private static final int FEW_RETRIES = 2;
    private static final int INTERVAL_SECONDS = 1;
    private static final int ATTEMPTS = 3;
    private static final int BACK_OFF = 2;

    private RetryRules() {}

    /// Tasks that give up at the first passing error, and retries that come without a growing pause.
    static List<Finding> retriesOfTasks(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        wiring.all(Workflow.class).forEach((id, workflow) -> {
            var tasks = PlacedTask.of(workflow);
            var without =
                    tasks.stream().filter(t -> t.task().retriers().isEmpty()).toList();
            var functions = without.stream().filter(RetryRules::isFunction).toList();
            var others = without.stream().filter(t -> !isFunction(t)).toList();
            var hammering = tasks.stream()
                    .filter(t -> t.task().retriers().stream().anyMatch(RetryRules::hammers))
                    .toList();
            if (!functions.isEmpty())
                findings.add(noRetry(id, functions).mended(mend(wiring, id, functions, RetryRules::retry)));
            if (!others.isEmpty()) findings.add(noRetry(id, others));
            if (!hammering.isEmpty())
                findings.add(noBackOff(id, hammering).mended(mend(wiring, id, hammering, RetryRules::backOff)));
        });
        return findings;
    }

    private static boolean isFunction(PlacedTask placed) {
        return placed.task().integration().service().equals("lambda");
    }

    private static boolean hammers(Retrier retrier) {
        return retrier.backoffRate() <= 1 && retrier.maxAttempts() > FEW_RETRIES;
    }

    private static String names(List<PlacedTask> tasks) {
        return tasks.stream().map(t -> t.task().name()).collect(Collectors.joining(", "));
    }

    private static String path(String id) {
        return Paths.node(id, StateMachineKind.DEFINITION.name());
    }

    private static Finding noRetry(String id, List<PlacedTask> tasks) {
        return Finding.hint(
                "stepfunctions.no-retry",
                path(id),
                "A passing error of what they call ends %s and the execution with it.\nMaybe add a Retry with a growing interval."
                        .formatted(names(tasks)));
    }

    private static Finding noBackOff(String id, List<PlacedTask> tasks) {
        return Finding.hint(
                "stepfunctions.no-back-off",
                path(id),
                "The retries of %s come at equal intervals, so an overloaded service gets no time to recover.\nMaybe set BackoffRate to 2."
                        .formatted(names(tasks)));
    }

    private static Edit mend(Wiring wiring, String id, List<PlacedTask> tasks, Consumer<ObjectNode> change) {
        return Mend.definition(wiring.design(), id, copy -> tasks.forEach(t -> t.change(copy, change)));
    }

    private static void retry(ObjectNode state) {
        var retrier = state.putArray("Retry").addObject();
        PASSING.forEach(retrier.putArray("ErrorEquals")::add);
        retrier.put("IntervalSeconds", INTERVAL_SECONDS).put("MaxAttempts", ATTEMPTS);
        spread(retrier);
    }

    private static void backOff(ObjectNode state) {
        if (!(state.get("Retry") instanceof ArrayNode retriers)) return;
        for (var one : retriers)
            if (one instanceof ObjectNode retrier && retrier.path("BackoffRate").asDouble(BACK_OFF) <= 1)
                spread(retrier);
    }

    private static void spread(ObjectNode retrier) {
        retrier.put("BackoffRate", BACK_OFF).put("JitterStrategy", "FULL");
    }
}
