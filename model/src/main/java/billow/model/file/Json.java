package billow.model.file;

import billow.model.check.Finding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Strict JSON with limits against hostile input. Numbers keep their digits, so that what is not understood is not
/// changed either.
final class Json {
    static final long MOST_BYTES = 64L << 20;
    private static final int DEEPEST = 200;
    private static final int LONGEST_NUMBER = 400;
    private static final int LONGEST_NAME = 10_000;
    private static final int LONGEST_TEXT = 16 << 20;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(LONGEST_TEXT)
                    .maxDocumentLength(MOST_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /// A number outside of texts; what follows a quotation mark directly is text.
    private static final Pattern EXPONENT = Pattern.compile("(?<=[\\s:,\\[])-?\\d[\\d.]*[eE][+-]?\\d{10,}");

    private Json() {}

    /// @param source name of the file, for messages
    static JsonNode parse(String source, String text) throws UnreadableDesign {
        try {
            var node = MAPPER.readTree(text);
            if (node.isMissingNode()) throw unreadable(source, 1, 1, "The file is empty · Expected a design (JSON).");
            return node;
        } catch (JacksonException e) {
            throw unreadable(source, e);
        } catch (NumberFormatException e) {
            throw exponent(source, text);
        }
    }

    /// The parser lets numbers through that no decimal can hold, and says not where.
    private static UnreadableDesign exponent(String source, String text) {
        var number = EXPONENT.matcher(text);
        int at = number.find() ? number.start() : 0;
        int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        return unreadable(
                source,
                line,
                at - text.lastIndexOf('\n', at - 1),
                "A number has too many digits in its exponent · Expected at most 9.");
    }

    static String decode(String source, byte[] bytes) throws UnreadableDesign {
        var in = ByteBuffer.wrap(bytes);
        try {
            var decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            var text = decoder.decode(in).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            int line = 1;
            int column = 1;
            for (int i = 0; i < in.position(); i++) {
                column = bytes[i] == '\n' ? 1 : column + 1;
                if (bytes[i] == '\n') line++;
            }
            throw unreadable(source, line, column, "These bytes are not text · Expected a text file in UTF-8.");
        }
    }

    static UnreadableDesign unreadable(String source, int line, int column, String what) {
        var problem = Finding.error("file.syntax", "", what);
        var place = source.isEmpty() ? "" : source + ":" + line + ":" + column + " — ";
        return new UnreadableDesign(place + what, List.of(problem));
    }

    private static UnreadableDesign unreadable(String source, JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        int line = at == null ? 1 : Math.max(1, at.getLineNr());
        int column = at == null ? 1 : Math.max(1, at.getColumnNr());
        return unreadable(source, line, column, explain(e));
    }

    private static String explain(JacksonException e) {
        var said = String.valueOf(e.getOriginalMessage());
        if (e instanceof UnexpectedEndOfInputException || said.contains("end-of-input"))
            return "The file ends in the middle · Expected the rest of it; it may have been cut off.";
        if (e instanceof StreamConstraintsException) return limit(said);
        if (said.startsWith("Duplicate")) {
            var name = said.replaceFirst(".*?[\"'](.*)[\"'].*", "$1");
            return "The field \"%s\" is there twice · Expected each field once.".formatted(Shown.text(name));
        }
        if (said.contains("Trailing token")) return "There is more text behind the design · Expected one JSON object.";
        var first = said.lines().findFirst().orElse("").replaceAll("\\s*\\(for Input.*|\\s*\\(Although.*", "");
        return "This is not valid JSON (%s) · Expected a design file.".formatted(Shown.text(first));
    }

    private static String limit(String said) {
        if (said.contains("nesting"))
            return "Lists and objects are nested too deeply · Expected at most %d levels.".formatted(DEEPEST);
        if (said.contains("Number"))
            return "A number is too long · Expected at most %d digits.".formatted(LONGEST_NUMBER);
        if (said.contains("Name"))
            return "A name is too long · Expected at most %d characters.".formatted(LONGEST_NAME);
        if (said.contains("String"))
            return "A text is too long · Expected at most %d characters.".formatted(LONGEST_TEXT);
        return "The file is too large · Expected at most %d MB.".formatted(MOST_BYTES >> 20);
    }
}
