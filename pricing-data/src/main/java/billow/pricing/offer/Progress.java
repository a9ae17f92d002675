package billow.pricing.offer;

/// Told how far a file has been read.
@FunctionalInterface
public interface Progress {
    /// Nobody is told.
    Progress NONE = (read, total) -> {};

    /// @param read  bytes read so far; told about every mebibyte and at the end
    /// @param total bytes of the file
    void at(long read, long total);
}
