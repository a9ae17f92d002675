package billow.model.asl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a Task's resource names and when its work counts as done.
///
/// @param kind the family of resource
/// @param service the service's prefix, `lambda` or `dynamodb`; for an SDK integration the SDK's; empty when unknown
/// @param action the action, such as `invoke`; empty when unknown
/// @param completion when the work counts as done
public record Integration(Kind kind, String service, String action, Completion completion) {
    /// Families of resources.
    public enum Kind {
        /// A function named directly.
        LAMBDA,
        /// An activity polled by workers.
        ACTIVITY,
        /// A service with an integration of its own.
        OPTIMIZED,
        /// Any action of the AWS SDK.
        SDK,
        /// None of these.
        OTHER
    }

    /// When the work counts as done.
    public enum Completion {
        /// When the request is answered.
        REQUEST_RESPONSE,
        /// When the job it starts has ended (`.sync`, `.sync:2`).
        RUN_A_JOB,
        /// When its token comes back (`.waitForTaskToken`).
        CALLBACK
    }

    private static final Pattern STATES = Pattern.compile(
            "arn:[\\w-]+:states:[\\w-]*:\\d*:(?:(aws-sdk):)?([\\w-]+):([\\w-]+?)(\\.sync(?::2)?|\\.waitForTaskToken)?");

    /// What a resource names.
    public static Integration of(String resource) {
        if (resource.matches("arn:[\\w-]+:lambda:.*")) {
            return new Integration(Kind.LAMBDA, "lambda", "invoke", Completion.REQUEST_RESPONSE);
        }
        if (resource.matches("arn:[\\w-]+:states:[\\w-]*:\\d*:activity:.+")) {
            return new Integration(Kind.ACTIVITY, "states", "activity", Completion.REQUEST_RESPONSE);
        }
        Matcher matcher = STATES.matcher(resource);
        if (!matcher.matches()) {
            return new Integration(Kind.OTHER, "", "", Completion.REQUEST_RESPONSE);
        }
        return new Integration(
                matcher.group(1) == null ? Kind.OPTIMIZED : Kind.SDK,
                matcher.group(2),
                matcher.group(3),
                completion(matcher.group(4)));
    }

    private static Completion completion(@Nullable String suffix) {
        if (suffix == null) {
            return Completion.REQUEST_RESPONSE;
        }
        return suffix.startsWith(".sync") ? Completion.RUN_A_JOB : Completion.CALLBACK;
    }
}
