package billow.pricing.book;

/// A region of the provider.
///
/// @param id          for example `eu-west-1`
/// @param name        as in price lists, for example `EU (Ireland)`
/// @param usagePrefix what its usage types begin with, for example `EUW1`, without the dash
/// @param geography   the group of edge locations nearest to it, for example `Europe, Israel`
public record Region(String id, String name, String usagePrefix, String geography) {}
