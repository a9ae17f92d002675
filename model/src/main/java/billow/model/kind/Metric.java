package billow.model.kind;

/// A measure reported for a node, named as CloudWatch names it where CloudWatch does.
///
/// @param name key in results, lower camel case
/// @param unit unit of the value
/// @param help what it measures
public record Metric(String name, String unit, String help) {}
