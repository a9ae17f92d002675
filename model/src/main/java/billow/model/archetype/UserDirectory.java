package billow.model.archetype;

import billow.model.value.Distribution;
import java.util.Map;

/// Signs users in: a quota for each category of calls, and functions that are asked on the way.
///
/// @param quotas              requests per second of each category, shared by all user pools of the account
/// @param users               who signs in, by popularity
/// @param perUser             reads of one user per second, and as many changes
/// @param latency             time of a call without triggers
/// @param triggerTimeoutNanos after which a trigger is no longer waited for
/// @param triggerAttempts     attempts in all of a trigger that does not answer
public record UserDirectory(
        Map<IdentityOperation, Gateway.Bucket> quotas,
        TrafficSource.Popularity users,
        int perUser,
        Distribution latency,
        long triggerTimeoutNanos,
        int triggerAttempts)
        implements Archetype {
    public UserDirectory {
        quotas = Map.copyOf(quotas);
    }

    /// Whether a trigger of this name runs for an operation.
    /// Source: Amazon Cognito Developer Guide, "Customizing user pool workflows with Lambda triggers".
    public static boolean runs(String trigger, IdentityOperation operation) {
        return switch (trigger) {
            case "preSignUp", "postConfirmation", "customMessage" -> operation == IdentityOperation.USER_CREATION;
            case "preAuthentication", "postAuthentication", "userMigration" ->
                operation == IdentityOperation.USER_AUTHENTICATION;
            case "preTokenGeneration" ->
                operation == IdentityOperation.USER_AUTHENTICATION
                        || operation == IdentityOperation.USER_TOKEN
                        || operation == IdentityOperation.USER_FEDERATION;
            default -> false;
        };
    }
}
