package billow.model.file;

/// Why a value of a file cannot be read, as a sentence for its author.
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message, null, false, false);
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
