package billow.simulator.table;

/// Why capacity was not given. Source: reasons of throttling exceptions in the DynamoDB API models of botocore
/// 1.43.67, 2026-08.
enum Refusal {
    /// It was given.
    NONE,
    /// All units that are provisioned, and all credit, are used up.
    PROVISIONED,
    /// The partition of the key is at its ceiling; on demand also what is beyond twice the previous peak.
    KEY_RANGE,
    /// The table's own maximum on demand is reached.
    MAX_ON_DEMAND
}
