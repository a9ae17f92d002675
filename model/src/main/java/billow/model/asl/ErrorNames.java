package billow.model.asl;

import java.util.List;
import java.util.Set;

/// The error names the language itself defines. Source: Step Functions Developer Guide, "Handling errors".
public final class ErrorNames {
    public static final String ALL = "States.ALL";
    public static final String TIMEOUT = "States.Timeout";
    public static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
    public static final String TASK_FAILED = "States.TaskFailed";
    public static final String RUNTIME = "States.Runtime";
    public static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    public static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";
    public static final String ITEM_READER_FAILED = "States.ItemReaderFailed";
    public static final String RESULT_WRITER_FAILED = "States.ResultWriterFailed";
    public static final String QUERY_EVALUATION = "States.QueryEvaluationError";
    public static final String TOLERATED_FAILURES = "States.ExceedToleratedFailureThreshold";

    /// Begins the names of what HTTP endpoints answer; the status code follows.
    private static final String HTTP_STATUS = "States.Http.StatusCode.";

    /// Reserved names that are known as they stand.
    private static final Set<String> RESERVED = Set.of(
            ALL,
            TIMEOUT,
            HEARTBEAT_TIMEOUT,
            TASK_FAILED,
            RUNTIME,
            DATA_LIMIT_EXCEEDED,
            NO_CHOICE_MATCHED,
            ITEM_READER_FAILED,
            RESULT_WRITER_FAILED,
            QUERY_EVALUATION,
            TOLERATED_FAILURES,
            "States.Permissions",
            "States.BranchFailed",
            "States.ResultPathMatchFailure",
            "States.ParameterPathFailure",
            "States.IntrinsicFailure",
            "States.Http.Socket");

    private ErrorNames() {}

    /// Whether the language knows a name that begins with `States.`.
    static boolean isKnown(String name) {
        return RESERVED.contains(name) || name.startsWith(HTTP_STATUS);
    }

    /// Whether a list of names takes up an error. `States.ALL` takes up all but `States.DataLimitExceeded` and
    /// `States.Runtime`; `States.TaskFailed` all but those and `States.Timeout`; `States.Timeout` also a missed
    /// heartbeat. `States.Runtime` is never taken up, not even by its name.
    static boolean matches(List<String> names, String error) {
        if (error.equals(RUNTIME)) {
            return false;
        }
        if (names.contains(error)) {
            return true;
        }
        if (error.equals(DATA_LIMIT_EXCEEDED)) {
            return false;
        }
        return names.contains(ALL)
                || names.contains(TASK_FAILED) && !error.equals(TIMEOUT)
                || names.contains(TIMEOUT) && error.equals(HEARTBEAT_TIMEOUT);
    }
}
