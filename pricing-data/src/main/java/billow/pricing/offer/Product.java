package billow.pricing.offer;

/// A product of a price list that may be one of our meters.
///
/// @param sku        its id in the file
/// @param usageType  what its usage is called on a bill, for example `EUW1-Requests-Tier1`
/// @param operation  distinguishes products of the same usage type; often empty
/// @param regionCode for example `eu-west-1`; empty in old files and for what is counted everywhere
/// @param location   for example `EU (Ireland)` or `Any`
record Product(String sku, String usageType, String operation, String regionCode, String location) {}
