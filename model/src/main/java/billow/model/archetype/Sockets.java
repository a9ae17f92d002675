package billow.model.archetype;

import billow.model.archetype.TrafficSource.Popularity;
import billow.model.value.Distribution;
import org.jspecify.annotations.Nullable;

/// Keeps connections to clients open: takes messages from them and sends them messages.
///
/// @param stageName               name of the stage; links that name another are not used; null for no name
/// @param account                 bucket shared by all gateways of the account
/// @param stage                   bucket of the stage, or null
/// @param route                   bucket of each route, or null
/// @param connects                new connections per second
/// @param authorisation           how new connections are authorised
/// @param clients                 who sends messages, by popularity; each has at most one connection
/// @param session                 how long a client stays; a longer one ends with `lifeNanos`
/// @param lifeNanos               longest life of a connection
/// @param idleNanos               after which a silent connection is closed
/// @param heartbeat               whether clients keep their connection from falling silent
/// @param integrationTimeoutNanos after which it gives up an integration
/// @param messageBytes            largest message
/// @param chunkBytes              messages are billed by this size
/// @param responds                whether the answer of an integration is sent to the client as a message
/// @param responseBytes           size of such a message
/// @param postLatency             time of sending a client a message from outside
/// @param overhead                time it adds to a message, both ways together
public record Sockets(
        @Nullable String stageName,
        Gateway.Bucket account,
        Gateway.@Nullable Bucket stage,
        Gateway.@Nullable Bucket route,
        Gateway.Bucket connects,
        Gateway.Authorisation authorisation,
        Popularity clients,
        Distribution session,
        long lifeNanos,
        long idleNanos,
        boolean heartbeat,
        long integrationTimeoutNanos,
        long messageBytes,
        long chunkBytes,
        boolean responds,
        Distribution responseBytes,
        Distribution postLatency,
        Distribution overhead)
        implements Archetype {
    /// Routes that are not chosen for messages.
    public static final String CONNECT = "$connect";

    public static final String DISCONNECT = "$disconnect";

    /// Whether a link with this position is used at all.
    public boolean serves(@Nullable Position position) {
        return position == null || position.stage() == null || position.stage().equals(stageName);
    }

    public static boolean isMessage(CallPlan plan) {
        return !CONNECT.equals(plan.route()) && !DISCONNECT.equals(plan.route());
    }
}
