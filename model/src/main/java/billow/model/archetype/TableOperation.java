package billow.model.archetype;

/// Operations on a table, by how their capacity is counted.
public enum TableOperation {
    GET,
    BATCH_GET,
    TRANSACT_GET,
    QUERY,
    SCAN,
    PUT,
    UPDATE,
    DELETE,
    BATCH_WRITE,
    TRANSACT_WRITE;

    public boolean reads() {
        return ordinal() <= SCAN.ordinal();
    }

    public boolean transactional() {
        return this == TRANSACT_GET || this == TRANSACT_WRITE;
    }
}
