package billow.model.event;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/// Reads `numeric` matches: `["=", 5]`, `[">", 0, "<=", 5]`.
final class NumericRange {
    private NumericRange() {}

    static ValueTest parse(String at, JsonNode terms) {
        if (!terms.isArray() || terms.size() != 2 && terms.size() != 4) {
            throw wrong(at, terms);
        }
        String operator = operator(at, terms, 0);
        BigDecimal number = number(at, terms, 1);
        if (terms.size() == 2) {
            return switch (operator) {
                case "=" -> new ValueTest.Range(number, false, number, false);
                case "<" -> new ValueTest.Range(null, false, number, true);
                case "<=" -> new ValueTest.Range(null, false, number, false);
                case ">" -> new ValueTest.Range(number, true, null, false);
                case ">=" -> new ValueTest.Range(number, false, null, false);
                default -> throw wrong(at, terms);
            };
        }
        String other = operator(at, terms, 2);
        BigDecimal top = number(at, terms, 3);
        if (!operator.startsWith(">") || !other.startsWith("<") || number.compareTo(top) >= 0) {
            throw wrong(at, terms);
        }
        return new ValueTest.Range(number, operator.equals(">"), top, other.equals("<"));
    }

    private static String operator(String at, JsonNode terms, int index) {
        JsonNode operator = terms.get(index);
        if (!operator.isString() || !operator.stringValue().matches("=|[<>]=?")) {
            throw wrong(at, terms);
        }
        return operator.stringValue();
    }

    private static BigDecimal number(String at, JsonNode terms, int index) {
        if (!ValueTest.isFinite(terms.get(index))) {
            throw wrong(at, terms);
        }
        return terms.get(index).decimalValue();
    }

    private static InvalidEventPattern wrong(String at, JsonNode terms) {
        return new InvalidEventPattern(
                at,
                "Expected one comparison or a bottom and a top, such as [\">\", 0, \"<=\", 5], received " + terms
                        + ".");
    }
}
