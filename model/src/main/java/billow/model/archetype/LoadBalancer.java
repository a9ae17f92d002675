package billow.model.archetype;

import billow.model.value.Distribution;

/// Spreads requests over targets, without limit to their rate, and is billed by the hour and by capacity units.
///
/// @param algorithm            which target of a group gets a request
/// @param slowStartNanos       over which a target that has just been registered gets its full share; 0 for none
/// @param idleTimeoutNanos     after which it answers 504 while the target runs on
/// @param functionBodyBytes    largest body to and from a function
/// @param refused              share of the requests without a valid session, when a user pool authenticates users
/// @param overhead             time it adds to a request, both ways together
/// @param responseBytes        size of a response
/// @param requestsByConnection requests a client sends over one connection, mean
/// @param connectionNanos      how long such a connection stays open
/// @param rules                rules that are processed for a request
/// @param unit                 what one capacity unit is
public record LoadBalancer(
        Algorithm algorithm,
        long slowStartNanos,
        long idleTimeoutNanos,
        long functionBodyBytes,
        double refused,
        Distribution overhead,
        Distribution responseBytes,
        double requestsByConnection,
        long connectionNanos,
        int rules,
        CapacityUnit unit)
        implements Archetype {

    public enum Algorithm {
        ROUND_ROBIN,
        LEAST_OUTSTANDING_REQUESTS,
        WEIGHTED_RANDOM
    }

    /// What one unit covers; the dimension that needs most units counts.
    ///
    /// @param newConnections        a second
    /// @param activeConnections     at once
    /// @param bytesByHour           requests and responses
    /// @param functionBytesByHour   the same for functions as targets
    /// @param ruleEvaluations       a second
    /// @param freeRules             rules of a request that are not counted
    public record CapacityUnit(
            double newConnections,
            double activeConnections,
            double bytesByHour,
            double functionBytesByHour,
            double ruleEvaluations,
            int freeRules) {}

    /// Units that a flow of requests needs all the time.
    ///
    /// @param requests      a second
    /// @param bytes         a second, to and from targets that are no functions
    /// @param functionBytes a second, to and from functions
    public double units(double requests, double bytes, double functionBytes) {
        double connections = requests / requestsByConnection;
        double opened = connections / unit.newConnections();
        double active = connections * connectionNanos / 1e9 / unit.activeConnections();
        double moved = 3600 * (bytes / unit.bytesByHour() + functionBytes / unit.functionBytesByHour());
        double evaluated = requests * Math.max(0, rules - unit.freeRules()) / unit.ruleEvaluations();
        return Math.max(Math.max(opened, active), Math.max(moved, evaluated));
    }
}
