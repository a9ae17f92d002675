package billow.model.archetype;

import billow.model.archetype.TrafficSource.Popularity;
import billow.model.value.Distribution;

/// Keeps connections to clients open: takes messages from them and sends them messages.
///
/// @param account                 bucket shared by all gateways of the account
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
        Gateway.Bucket account,
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

    public static boolean isMessage(CallPlan plan) {
        return !CONNECT.equals(plan.route()) && !DISCONNECT.equals(plan.route());
    }
}
