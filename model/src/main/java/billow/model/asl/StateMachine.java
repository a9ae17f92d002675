package billow.model.asl;

import billow.model.expression.QueryLanguage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A parsed state machine.
///
/// @param comment free text, or empty
/// @param language the query language of states that name none
/// @param flow the states and where they start
/// @param timeoutSeconds longest an execution may take, whole seconds, or null for the workflow type's own limit
/// @param stateCount the number of states in it at every depth; each state's ordinal is below it
/// @param dataless whether the definition is marked to run without data (`"DataLess": true`, Billow's own field): no
/// template is evaluated and choices are drawn by their probabilities
/// @param source the definition as read, with every field this model does not know
public record StateMachine(
        String comment,
        QueryLanguage language,
        Flow flow,
        @Nullable Long timeoutSeconds,
        int stateCount,
        boolean dataless,
        JsonNode source) {}
