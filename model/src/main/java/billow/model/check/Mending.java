package billow.model.check;

import billow.model.design.Design;
import billow.model.edit.Edit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/// A design with findings put right, one after the other, since a mend can make another one needless.
///
/// @param design what came of it
/// @param mended the findings that are gone, in the order in which they were mended
public record Mending(Design design, List<Finding> mended) {
    private static final int MOST = 10_000;

    /// Codes of findings that may have a mend.
    public static final List<String> CODES = List.of(
            "alarm.invokes-deployment",
            "alarm.percentile",
            "apigateway.no-link-for-stage",
            "apigateway.timeout-below-function",
            "appsync.timeout-below-function",
            "dynamodb.hot-key",
            "dynamodb.on-demand-peak",
            "dynamodb.scaling-below-capacity",
            "esm.batch-without-window",
            "esm.concurrency-above-reserved",
            "esm.endless-retries",
            "esm.fifo-batch",
            "esm.fifo-window",
            "iam.wildcard-action",
            "iam.wildcard-resource",
            "kinesis.shard-demand",
            "lambda.competes-with-critical",
            "lambda.no-dead-letter-queue",
            "lambda.provisioned-above-reserved",
            "lambda.reserved-low-for-queue",
            "lambda.timeout-above-visibility",
            "lambda.unreserved-beside-critical",
            "pipes.enrichment-async",
            "queue.dead-letters-unwatched",
            "range",
            "retry.amplification",
            "sdk.timeout-above-caller",
            "sdk.timeout-below-callee",
            "sqs.dead-letter-itself",
            "sqs.dead-letter-retention",
            "sqs.no-dead-letter-queue",
            "sqs.receive-count-low",
            "sqs.visibility-too-short",
            "stepfunctions.no-back-off",
            "stepfunctions.no-retry",
            "stepfunctions.other-operation",
            "stepfunctions.sync-needs-express",
            "stepfunctions.timeout-below-function",
            "store.unencrypted",
            "traffic.timeout-below-callee");

    public Mending {
        mended = List.copyOf(mended);
    }

    /// Mends what is `wanted` and has a mend. What a mend itself gives rise to is mended, too.
    public static Mending of(Design design, Predicate<Finding> wanted) {
        var mended = new ArrayList<Finding>();
        var tried = new HashSet<String>();
        var next = design;
        while (mended.size() < MOST) {
            var finding = Checks.of(next).stream()
                    .filter(wanted)
                    .filter(f -> f.mend() != null && tried.add(f.code() + " " + f.text()))
                    .findFirst();
            if (finding.isEmpty()) break;
            var mend = finding.get().mend();
            if (mend == null) break;
            next = Edit.apply(mend, next);
            mended.add(finding.get());
        }
        return new Mending(next, mended);
    }
}
