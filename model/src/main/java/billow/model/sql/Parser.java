package billow.model.sql;

import billow.model.sql.Scanner.Kind;
import billow.model.sql.Scanner.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.MissingNode;

/// Reads a rule's statement by recursive descent, from `or` down to values.
final class Parser {
    private static final Set<String> RESERVED =
            Set.of("select", "from", "where", "as", "and", "or", "not", "value", "case", "in", "like", "exists");

    private final List<Token> tokens;
    private int at;

    Parser(String sql) {
        tokens = Scanner.scan(sql);
    }

    RuleSql statement() {
        expect("SELECT");
        var items = new ArrayList<RuleSql.Item>();
        do items.add(item());
        while (take(","));
        expect("FROM");
        var from = next();
        if (from.kind() != Kind.TEXT)
            throw new InvalidRuleSql("Expected a topic filter in quotes after FROM, found %s.".formatted(from.text()));
        var filter = TopicFilter.parse(from.text());
        var where = take("WHERE") ? expression() : null;
        if (peek().kind() != Kind.END)
            throw new InvalidRuleSql("Expected WHERE or the end, found %s.".formatted(peek().text()));
        return new RuleSql(items, filter, where);
    }

    private RuleSql.Item item() {
        if (take("*")) return new RuleSql.Item(null, "");
        var value = expression();
        if (take("AS")) {
            var name = next();
            if (name.kind() != Kind.WORD && name.kind() != Kind.TEXT)
                throw new InvalidRuleSql("Expected a name after AS, found %s.".formatted(name.text()));
            return new RuleSql.Item(value, name.text());
        }
        if (value instanceof Expression.Path path) return new RuleSql.Item(value, path.name());
        if (value instanceof Expression.Call call)
            return new RuleSql.Item(value, call.function().name().toLowerCase(java.util.Locale.ROOT));
        throw new InvalidRuleSql("Expected AS and a name for what is computed, found %s.".formatted(peek().text()));
    }

    private Expression expression() {
        var left = conjunction();
        while (take("OR")) left = new Expression.Both(left, conjunction(), false);
        return left;
    }

    private Expression conjunction() {
        var left = negation();
        while (take("AND")) left = new Expression.Both(left, negation(), true);
        return left;
    }

    private Expression negation() {
        return take("NOT") ? new Expression.Not(negation()) : comparison();
    }

    private Expression comparison() {
        var left = sum();
        for (var sign : List.of("<>", "!=", "<=", ">=", "=", "<", ">"))
            if (take(sign)) return new Expression.Compare(sign.equals("!=") ? "<>" : sign, left, sum());
        return left;
    }

    private Expression sum() {
        var left = product();
        while (true) {
            if (take("+")) left = new Expression.Arithmetic('+', left, product());
            else if (take("-")) left = new Expression.Arithmetic('-', left, product());
            else return left;
        }
    }

    private Expression product() {
        var left = unary();
        while (true) {
            if (take("*")) left = new Expression.Arithmetic('*', left, unary());
            else if (take("/")) left = new Expression.Arithmetic('/', left, unary());
            else if (take("%")) left = new Expression.Arithmetic('%', left, unary());
            else return left;
        }
    }

    private Expression unary() {
        if (!take("-")) return primary();
        return new Expression.Arithmetic('-', new Expression.Literal(Expression.NODES.numberNode(0)), unary());
    }

    private Expression primary() {
        if (take("(")) {
            var inner = expression();
            expect(")");
            return inner;
        }
        var token = next();
        return switch (token.kind()) {
            case TEXT -> new Expression.Literal(Expression.NODES.stringNode(token.text()));
            case NUMBER -> new Expression.Literal(number(token.text()));
            case WORD -> word(token);
            case SIGN, END -> throw new InvalidRuleSql("Expected a value, found %s.".formatted(token.text()));
        };
    }

    private static tools.jackson.databind.JsonNode number(String text) {
        try {
            return Expression.number(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new InvalidRuleSql("Expected a number, found %s.".formatted(text));
        }
    }

    private Expression word(Token token) {
        if (token.is("true") || token.is("false"))
            return new Expression.Literal(Expression.NODES.booleanNode(token.is("true")));
        if (token.is("null")) return new Expression.Literal(Expression.NODES.nullNode());
        if (token.is("undefined")) return new Expression.Literal(MissingNode.getInstance());
        if (RESERVED.contains(token.text().toLowerCase(java.util.Locale.ROOT)))
            throw new InvalidRuleSql("Expected a value, found %s.".formatted(token.text()));
        if (take("(")) return call(token.text());
        var steps = new ArrayList<Object>(List.of(token.text()));
        while (true) {
            if (take(".")) steps.add(step());
            else if (take("[")) {
                steps.add(position());
                expect("]");
            } else return new Expression.Path(steps);
        }
    }

    private String step() {
        var token = next();
        if (token.kind() != Kind.WORD)
            throw new InvalidRuleSql("Expected a name after a dot, found %s.".formatted(token.text()));
        return token.text();
    }

    private Integer position() {
        var token = next();
        if (token.kind() != Kind.NUMBER
                || token.text().contains(".")
                || token.text().length() > 9)
            throw new InvalidRuleSql("Expected a position in brackets, found %s.".formatted(token.text()));
        return Integer.valueOf(token.text());
    }

    private Expression call(String name) {
        var arguments = new ArrayList<Expression>();
        if (!take(")")) {
            do arguments.add(expression());
            while (take(","));
            expect(")");
        }
        return new Expression.Call(Function.of(name, arguments.size()), arguments);
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        var token = tokens.get(at);
        if (token.kind() != Kind.END) at++;
        return token;
    }

    private boolean take(String word) {
        if (!peek().is(word) || peek().kind() == Kind.END) return false;
        at++;
        return true;
    }

    private @Nullable Void expect(String word) {
        if (!take(word)) throw new InvalidRuleSql("Expected %s, found %s.".formatted(word, peek().text()));
        return null;
    }
}
