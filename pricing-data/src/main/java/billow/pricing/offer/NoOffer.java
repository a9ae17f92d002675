package billow.pricing.offer;

/// A file that is no price list. The message says what was expected.
final class NoOffer extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoOffer(String message) {
        super(message);
    }
}
