package billow.simulator.workflow;

import billow.model.archetype.Interaction;
import billow.model.asl.ErrorNames;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Error names by which a state machine sees a task fail. Source: Step Functions Developer Guide, "Handling errors",
/// and the integrations of Lambda, DynamoDB, SQS, Step Functions and HTTP endpoints.
final class TaskErrors {
    /// An HTTP task was not answered in time.
    static final String HTTP_TIMEOUT = "States.Http.Socket";

    private TaskErrors() {}

    /// @param wire    the task used
    /// @param outcome other than OK
    /// @param answer  what was said with it; a function names its error
    static String of(Wire wire, Outcome outcome, @Nullable JsonNode answer) {
        return switch (wire.kind()) {
            case INVOKE -> lambda(outcome, answer);
            case OPERATE -> wire.interaction() instanceof Interaction.Store ? s3(outcome) : dynamoDb(outcome);
            case START -> stepFunctions(outcome);
            case SEND -> outcome == Outcome.TIMEOUT ? "SQS.SdkClientException" : "SQS.AmazonSQSException";
            case PUBLISH -> outcome == Outcome.THROTTLED ? "SNS.ThrottledException" : "SNS.SnsException";
            case CALL, REQUEST -> http(outcome);
            case PUT -> outcome == Outcome.TIMEOUT ? "Kinesis.SdkClientException" : "Kinesis.AmazonKinesisException";
            case AUTHORISE,
                    DELIVER,
                    DRAIN,
                    POLL,
                    STREAM,
                    DEAD_LETTER,
                    ON_SUCCESS,
                    ON_FAILURE,
                    WATCH,
                    ROLL_BACK,
                    SCALE -> ErrorNames.TASK_FAILED;
        };
    }

    private static String lambda(Outcome outcome, @Nullable JsonNode answer) {
        return switch (outcome) {
            case THROTTLED -> "Lambda.TooManyRequestsException";
            case FUNCTION_ERROR ->
                answer == null ? "Exception" : answer.path("errorType").asString("Exception");
            case SERVICE_ERROR -> "Lambda.ServiceException";
            case CLIENT_ERROR -> "Lambda.AWSLambdaException";
            case OK, TIMEOUT, DROPPED, DEAD_LETTERED -> "Lambda.Unknown";
        };
    }

    private static String dynamoDb(Outcome outcome) {
        return switch (outcome) {
            case THROTTLED -> "DynamoDB.ProvisionedThroughputExceededException";
            case CLIENT_ERROR -> "DynamoDB.ConditionalCheckFailedException";
            case TIMEOUT -> "DynamoDB.SdkClientException";
            case OK, FUNCTION_ERROR, SERVICE_ERROR, DROPPED, DEAD_LETTERED -> "DynamoDB.AmazonDynamoDBException";
        };
    }

    private static String s3(Outcome outcome) {
        return outcome == Outcome.TIMEOUT ? "S3.SdkClientException" : "S3.S3Exception";
    }

    private static String stepFunctions(Outcome outcome) {
        return switch (outcome) {
            case THROTTLED -> "StepFunctions.ExecutionLimitExceededException";
            case FUNCTION_ERROR, TIMEOUT -> ErrorNames.TASK_FAILED;
            case OK, CLIENT_ERROR, SERVICE_ERROR, DROPPED, DEAD_LETTERED -> "StepFunctions.AWSStepFunctionsException";
        };
    }

    private static String http(Outcome outcome) {
        return switch (outcome) {
            case THROTTLED -> "States.Http.StatusCode.429";
            case CLIENT_ERROR -> "States.Http.StatusCode.400";
            case TIMEOUT -> HTTP_TIMEOUT;
            case OK, FUNCTION_ERROR, SERVICE_ERROR, DROPPED, DEAD_LETTERED -> "States.Http.StatusCode.500";
        };
    }
}
