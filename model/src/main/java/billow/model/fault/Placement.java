package billow.model.fault;

import billow.model.archetype.Archetype;
import billow.model.archetype.DataCache;
import billow.model.archetype.FileSystem;
import billow.model.archetype.InstancePool;
import billow.model.archetype.LoadBalancer;
import billow.model.archetype.Relay;
import billow.model.design.Node;
import billow.model.service.VpcEndpoint;

/// Where a node lives, hence what the loss of an Availability Zone means to it. Source: AWS fault isolation boundaries,
/// whitepaper of 2022; user guides of the services.
public enum Placement {
    /// Execution environments in several zones: some are lost, and the executions they would allow.
    ENVIRONMENTS,
    /// A resource for each zone, used by what is in that zone: its share of the calls gets no answer for as long as it
    /// lasts.
    ZONAL,
    /// A resource for each zone, all behind one name: its share of the calls gets no answer until the name no longer
    /// leads there.
    REROUTED,
    /// Stored or served in several zones by the service itself; goes on.
    REGIONAL;

    /// @param type what the node is lowered to
    public static Placement of(Node node, Archetype type) {
        return switch (type) {
            case InstancePool pool -> ENVIRONMENTS;
            case FileSystem files -> ZONAL;
            case Relay relay when relay.connections() > 0 -> ZONAL;
            case Relay relay -> VpcEndpoint.isInterface(node.params()) ? REROUTED : REGIONAL;
            case LoadBalancer balancer -> REROUTED;
            case DataCache cache -> REROUTED;
            default -> REGIONAL;
        };
    }
}
