package billow.model.archetype;

/// The simulated shape a kind lowers to. There are few shapes and many kinds: a new service is usually a new mapping
/// onto a shape that exists. Times are nanoseconds, sizes bytes, rates per second.
public sealed interface Archetype
        permits TrafficSource,
                Gateway,
                EdgeCache,
                GraphApi,
                Sockets,
                LoadBalancer,
                UserDirectory,
                InstancePool,
                MessageBuffer,
                PartitionedLog,
                FanOut,
                Pipe,
                DeliveryBuffer,
                Table,
                ObjectStore,
                Workflow,
                Alarm,
                DataCache,
                FileSystem,
                QuotaService,
                Relay,
                ExternalDelay {}
