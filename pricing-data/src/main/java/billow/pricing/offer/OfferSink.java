package billow.pricing.offer;

/// Receives a price list as it is read. A reader never keeps more of a file than the sink asks for.
interface OfferSink {
    /// Told before any product: code of the service and time of publication as the file has them.
    void header(String offerCode, String publicationDate);

    /// Whether the product is wanted; rates are told of wanted products only.
    boolean wants(Product product);

    /// A band of an on-demand price in US dollars of a wanted product, in any order.
    void rate(String sku, Rate rate);
}
