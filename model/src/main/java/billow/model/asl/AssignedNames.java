package billow.model.asl;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The variables the states of one flow assign, flows inside them not included.
final class AssignedNames {
    private AssignedNames() {}

    /// @param states the `States` object of a flow
    static Set<String> of(JsonNode states) {
        Set<String> names = new TreeSet<>();
        states.valueStream()
                .flatMap(state -> Stream.of(
                                Stream.of(state),
                                state.path("Choices").valueStream(),
                                state.path("Catch").valueStream())
                        .flatMap(each -> each))
                .map(holder -> holder.path("Assign"))
                .flatMap(JsonNode::propertyStream)
                .map(member -> member.getKey().endsWith(".$")
                        ? member.getKey().substring(0, member.getKey().length() - 2)
                        : member.getKey())
                .forEach(names::add);
        return names;
    }
}
