package billow.model.kind;

import java.util.Arrays;
import java.util.Optional;

/// How one node uses another. The direction of a link is that of the call or of the data.
public enum LinkKind {
    REQUEST("request", Style.SYNCHRONOUS, "sends HTTP requests to"),
    INVOKE("invoke", Style.SYNCHRONOUS, "invokes"),
    OPERATE("operate", Style.SYNCHRONOUS, "reads or writes"),
    START("start", Style.SYNCHRONOUS, "starts executions of"),
    CALL("call", Style.SYNCHRONOUS, "calls"),
    SEND("send", Style.ASYNCHRONOUS, "sends messages to"),
    PUBLISH("publish", Style.ASYNCHRONOUS, "publishes to"),
    DELIVER("deliver", Style.ASYNCHRONOUS, "delivers to"),
    POLL("poll", Style.POLLED, "is polled for"),
    PUT("put", Style.ASYNCHRONOUS, "puts records into"),
    STREAM("stream", Style.POLLED, "is read for"),
    DRAIN("drain", Style.POLLED, "is drained by"),
    AUTHORISE("authorise", Style.SYNCHRONOUS, "lets requests be authorised by"),
    DEAD_LETTER("deadLetter", Style.ASYNCHRONOUS, "gives up messages to"),
    ON_SUCCESS("onSuccess", Style.ASYNCHRONOUS, "reports success to"),
    ON_FAILURE("onFailure", Style.ASYNCHRONOUS, "reports failure to"),
    WATCH("watch", Style.POLLED, "is watched by"),
    ROLL_BACK("rollBack", Style.ASYNCHRONOUS, "rolls back deployments of"),
    SCALE("scale", Style.ASYNCHRONOUS, "scales");

    /// How a link is drawn and whether its caller waits for the answer.
    public enum Style {
        SYNCHRONOUS,
        ASYNCHRONOUS,
        POLLED
    }

    private final String word;
    private final Style style;
    private final String verb;

    LinkKind(String word, Style style, String verb) {
        this.word = word;
        this.style = style;
        this.verb = verb;
    }

    /// The kind of this word; empty when there is none.
    public static Optional<LinkKind> of(String word) {
        return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
    }

    /// As written in design files.
    public String word() {
        return word;
    }

    public Style style() {
        return style;
    }

    /// Completes the sentence "A … B", for example "invokes".
    public String verb() {
        return verb;
    }
}
