package billow.model.asl;

import billow.model.expression.QueryLanguage;
import billow.model.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One state. `next` is null where the state ends its flow.
public sealed interface State {
    /// What all states have.
    ///
    /// @param name unique in the machine
    /// @param ordinal number in the machine at every depth, from 0, in the order written
    /// @param comment free text, or empty
    /// @param language of its expressions
    /// @param data how data passes through
    record Header(String name, int ordinal, String comment, QueryLanguage language, DataFlow data) {}

    /// What all states have.
    Header header();

    /// Its name, unique in the machine.
    default String name() {
        return header().name();
    }

    /// Does work elsewhere.
    ///
    /// @param resource the work's ARN
    /// @param integration what kind of work the ARN names
    /// @param timeoutSeconds limit of the work, or null for 99 999 999 s
    /// @param heartbeatSeconds longest silence of the work, or null
    /// @param credentials kept, without effect; null when not given
    record Task(
            Header header,
            String resource,
            Integration integration,
            @Nullable Template timeoutSeconds,
            @Nullable Template heartbeatSeconds,
            @Nullable JsonNode credentials,
            List<Retrier> retriers,
            List<Catcher> catchers,
            @Nullable String next)
            implements State {}

    /// Decides where to go on.
    ///
    /// @param defaultNext the state to go on with when no rule applies, or null
    record Choice(
            Header header, List<ChoiceRule> rules, @Nullable String defaultNext) implements State {}

    /// Waits. Exactly one of the two is set.
    ///
    /// @param seconds how long, whole seconds
    /// @param timestamp until when, RFC 3339
    record Wait(
            Header header,
            @Nullable Template seconds,
            @Nullable Template timestamp,
            @Nullable String next) implements State {}

    /// Runs its branches at the same time.
    record Parallel(
            Header header,
            List<Flow> branches,
            List<Retrier> retriers,
            List<Catcher> catchers,
            @Nullable String next) implements State {}

    /// Runs a flow for each item.
    record Map(
            Header header,
            MapItems items,
            MapProcessing processing,
            List<Retrier> retriers,
            List<Catcher> catchers,
            @Nullable String next)
            implements State {}

    /// Passes its input on, or a fixed result.
    record Pass(
            Header header,
            @Nullable JsonNode result,
            @Nullable String next) implements State {}

    /// Ends its flow well.
    record Succeed(Header header) implements State {}

    /// Ends the execution, or its branch, with an error.
    ///
    /// @param error the error's name, or null
    /// @param cause its cause, or null
    record Fail(
            Header header,
            @Nullable Template error,
            @Nullable Template cause) implements State {}
}
