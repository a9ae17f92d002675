package billow.app.study.report;

/// Text of a page, everything from outside escaped.
final class Html {
    private final StringBuilder out = new StringBuilder();

    /// Adds markup as it is; arguments are escaped.
    Html add(String markup, Object... arguments) {
        var escaped = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++)
            escaped[i] =
                    arguments[i] instanceof Raw(var markupInside) ? markupInside : escape(String.valueOf(arguments[i]));
        out.append(arguments.length == 0 ? markup : markup.formatted(escaped));
        return this;
    }

    /// Markup that is not to be escaped.
    record Raw(String markup) {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
