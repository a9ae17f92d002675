package billow.model.archetype;

import billow.model.value.Distribution;

/// A place on the way that hands calls on to what is behind it and counts their bytes: gateways and endpoints of a
/// network. A call takes one of its links by share.
///
/// @param latency       time it adds, both ways together
/// @param responseBytes size of an answer; with the request's it is what is billed
/// @param connections   calls in progress over one link at once; further ones fail. 0 for no limit
public record Relay(Distribution latency, Distribution responseBytes, int connections) implements Archetype {}
