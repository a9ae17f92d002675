package billow.model.sql;

import java.util.ArrayList;
import java.util.List;

/// Words, numbers, texts in quotes and signs of a statement, in order.
final class Scanner {
    /// @param kind what it is; @param text as written, of a text without its quotes
    record Token(Kind kind, String text) {
        boolean is(String word) {
            return kind != Kind.TEXT && text.equalsIgnoreCase(word);
        }
    }

    enum Kind {
        WORD,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Scanner(String sql) {
        this.sql = sql;
    }

    static List<Token> scan(String sql) {
        var scanner = new Scanner(sql);
        while (scanner.next()) {}
        scanner.tokens.add(new Token(Kind.END, "the end"));
        return scanner.tokens;
    }

    private boolean next() {
        while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) at++;
        if (at == sql.length()) return false;
        char c = sql.charAt(at);
        if (c == '\'' || c == '"') quoted(c);
        else if (Character.isDigit(c)) tokens.add(new Token(Kind.NUMBER, run(Scanner::inNumber)));
        else if (Character.isJavaIdentifierStart(c))
            tokens.add(new Token(Kind.WORD, run(Character::isJavaIdentifierPart)));
        else sign();
        return true;
    }

    private static boolean inNumber(char c) {
        return Character.isDigit(c) || c == '.';
    }

    private interface Part {
        boolean holds(char c);
    }

    private String run(Part part) {
        int from = at;
        while (at < sql.length() && part.holds(sql.charAt(at))) at++;
        return sql.substring(from, at);
    }

    private void quoted(char quote) {
        var text = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c != quote) {
                text.append(c);
            } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                text.append(c);
                at++;
            } else {
                at++;
                tokens.add(new Token(Kind.TEXT, text.toString()));
                return;
            }
        }
        throw new InvalidRuleSql("Expected %s at the end of a text, found the end.".formatted(quote));
    }

    private void sign() {
        for (var sign : List.of("<>", "!=", "<=", ">=")) {
            if (!sql.startsWith(sign, at)) continue;
            tokens.add(new Token(Kind.SIGN, sign));
            at += 2;
            return;
        }
        char c = sql.charAt(at++);
        if ("=<>+-*/%(),.[]".indexOf(c) < 0) throw new InvalidRuleSql("Expected SQL, found '%c'.".formatted(c));
        tokens.add(new Token(Kind.SIGN, String.valueOf(c)));
    }
}
