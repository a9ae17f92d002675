package billow.pricing.offer;

import billow.pricing.Problem;
import billow.pricing.book.Price;
import java.util.List;

/// What came of reading a price list.
///
/// @param offerCode       service of the list, for example `AWSLambda`
/// @param publicationDate of the list, as it states it
/// @param changes         one per figure of ours the list has
/// @param ignored         products of the list that are no meter of ours, in CSV their rows
/// @param allowances      products that state a free allowance rather than a price, in CSV their rows
/// @param problems        products of ours whose figures make no sense; they are not taken
public record ImportReport(
        String offerCode,
        String publicationDate,
        List<Change> changes,
        long ignored,
        long allowances,
        List<Problem> problems) {
    public ImportReport {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /// The figures to take into a book.
    public List<Price> prices() {
        return changes.stream().filter(Change::taken).map(Change::after).toList();
    }
}
