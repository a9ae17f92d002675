package billow.model.expression;

/// The language of the expressions in a state.
public enum QueryLanguage {
    JSON_PATH("JSONPath"),
    JSONATA("JSONata");

    private final String word;

    QueryLanguage(String word) {
        this.word = word;
    }

    /// The spelling in a definition.
    public String word() {
        return word;
    }
}
