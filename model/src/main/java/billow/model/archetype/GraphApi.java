package billow.model.archetype;

import billow.model.value.Distribution;
import org.jspecify.annotations.Nullable;

/// Answers queries and mutations by asking several sources: the fields of one level together, the levels one after the
/// other. Mutations are told to subscribers.
///
/// @param tokens           requests per second and account
/// @param mutations        share of requests that are mutations
/// @param authorisation    how requests are authorised
/// @param cache            response cache of queries, or null
/// @param timeoutNanos     after which it gives up a request
/// @param subscribers      clients that are told of a mutation, mean
/// @param updateBytes      size of what each is told
/// @param updateChunkBytes updates are billed by this size
/// @param overhead         time it adds to a request, both ways together
/// @param responseBytes    size of a response
public record GraphApi(
        Gateway.Bucket tokens,
        double mutations,
        Gateway.Authorisation authorisation,
        Gateway.@Nullable Cache cache,
        long timeoutNanos,
        double subscribers,
        Distribution updateBytes,
        long updateChunkBytes,
        Distribution overhead,
        Distribution responseBytes)
        implements Archetype {
    public static final String QUERY = "query";
    public static final String MUTATION = "mutation";

    /// Whether a resolver belongs to mutations (or queries); one that says neither belongs to both.
    public static boolean serves(CallPlan plan, boolean mutation) {
        var operation = plan.route();
        return operation == null || operation.equals(mutation ? MUTATION : QUERY);
    }

    /// Level of a resolver, from 1.
    public static int level(CallPlan plan) {
        Position position = plan.position();
        return position == null ? 1 : position.level();
    }
}
