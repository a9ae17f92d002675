package billow.model.check;

import billow.model.archetype.Interaction;
import billow.model.archetype.Pipe;
import billow.model.archetype.Workflow;
import billow.model.asl.AslParser;
import billow.model.asl.Flow;
import billow.model.asl.Parsed;
import billow.model.asl.Problem;
import billow.model.asl.State;
import billow.model.asl.WorkflowType;
import billow.model.quota.Limits;
import billow.model.service.StateMachineKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Rules about workflows: their definition, and the links its Task states use.
final class WorkflowRules {
    private WorkflowRules() {}

    static List<Finding> definition(Wiring wiring) {
        return wiring.all(Workflow.class).entrySet().stream()
                .flatMap(e -> parse(e.getValue()).problems().stream().map(p -> finding(e.getKey(), p)))
                .toList();
    }

    private static Finding finding(String node, Problem problem) {
        var path = Paths.node(node, StateMachineKind.DEFINITION.name());
        if (!problem.path().isEmpty()) path += "." + problem.path();
        return switch (problem.severity()) {
            case ERROR -> Finding.error("stepfunctions.definition", path, problem.message());
            case WARNING -> Finding.warning("stepfunctions.definition", path, problem.message());
        };
    }

    static Parsed parse(Workflow workflow) {
        return AslParser.parse(
                workflow.definition(), workflow.express() ? WorkflowType.EXPRESS : WorkflowType.STANDARD);
    }

    /// Callers that wait for what can't be waited for by StartSyncExecution. Tasks wait as their Resource says.
    static List<Finding> synchronousStandard(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.as(Interaction.Start.class)
                                .filter(Interaction.Start::synchronous)
                                .isPresent()
                        && wiring.type(w.from().id(), Workflow.class) == null
                        && wiring.type(w.to().id(), Workflow.class) instanceof Workflow workflow
                        && !workflow.express())
                .map(WorkflowRules::synchronousStandard)
                .toList();
    }

    /// What enriches a pipe has to be waited for, so there is no other way than an Express workflow.
    private static Finding synchronousStandard(Wiring.Wire w) {
        var path = Paths.link(w.link().id(), StateMachineKind.INVOCATION.name());
        var code = "stepfunctions.sync-needs-express";
        if (Pipe.ENRICHMENT.equals(w.plan().route()))
            return Finding.error(
                    code,
                    path,
                    "Expected an Express workflow, because an enrichment is waited for, received %s, which is of type Standard."
                            .formatted(w.to().id()));
        return Finding.error(
                        code,
                        path,
                        "Expected async, because %s is a Standard workflow, received sync.".formatted(w.to().id()))
                .mended(Mend.link(w, StateMachineKind.INVOCATION.name(), "async"));
    }

    /// State names on links that the definition does not have.
    static List<Finding> unknownStates(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.plan().states() != null)
                .flatMap(w -> {
                    if (!(wiring.type(w.from().id(), Workflow.class) instanceof Workflow workflow))
                        return Stream.empty();
                    var tasks = tasks(parse(workflow));
                    return Arrays.stream(String.valueOf(w.plan().states()).split(","))
                            .map(String::strip)
                            .filter(name -> !name.isEmpty() && !tasks.contains(name))
                            .map(name -> Finding.error(
                                    "stepfunctions.unknown-state",
                                    Paths.link(w.link().id(), "states"),
                                    "Expected names of Task states (%s), received %s."
                                            .formatted(String.join(", ", tasks), name)));
                })
                .toList();
    }

    static List<Finding> inputTooLarge(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.as(Interaction.Start.class)
                        .filter(s -> s.input() != null
                                && s.input().toString().getBytes(StandardCharsets.UTF_8).length
                                        > Limits.limit("stepfunctions.payload").standard())
                        .isPresent())
                .map(w -> Finding.error(
                        "stepfunctions.input-too-large",
                        Paths.link(w.link().id(), StateMachineKind.INPUT.name()),
                        "Expected at most 256 KB of input, received more."))
                .toList();
    }

    /// Names of the Task states at every depth.
    private static List<String> tasks(Parsed parsed) {
        var machine = parsed.machine();
        return machine == null ? List.of() : tasks(machine.flow()).distinct().toList();
    }

    private static Stream<String> tasks(Flow flow) {
        return flow.states().values().stream().flatMap(state -> switch (state) {
            case State.Task task -> Stream.of(task.name());
            case State.Parallel parallel -> parallel.branches().stream().flatMap(WorkflowRules::tasks);
            case State.Map map -> tasks(map.processing().flow());
            case State.Choice c -> Stream.empty();
            case State.Wait w -> Stream.empty();
            case State.Pass p -> Stream.empty();
            case State.Succeed s -> Stream.empty();
            case State.Fail f -> Stream.empty();
        });
    }
}
