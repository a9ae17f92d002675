package billow.simulator.workflow;

import billow.model.asl.Flow;
import billow.model.asl.State;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The branches of one Parallel. The first failure stops the others and fails the state.
final class ParallelRun implements Join {
    private final Execution execution;
    private final Branch owner;
    private final State.Parallel state;
    private final Branch[] branches;
    private final JsonNode[] outputs;
    private int pending;

    ParallelRun(Execution execution, Branch owner, State.Parallel state) {
        this.execution = execution;
        this.owner = owner;
        this.state = state;
        int count = state.branches().size();
        this.branches = new Branch[count];
        this.outputs = new JsonNode[count];
        this.pending = count;
    }

    void begin(JsonNode input) {
        int visit = owner.visit(state.header().ordinal(), execution.machine().stateCount());
        int key = Surroundings.mix(Surroundings.mix(owner.key, state.header().ordinal() + 1), visit);
        for (int i = 0; i < branches.length; i++) {
            Flow flow = state.branches().get(i);
            branches[i] = new Branch(
                    flow,
                    this,
                    i,
                    Surroundings.mix(key, i),
                    owner.history,
                    owner.type,
                    owner.variables.inner(),
                    input,
                    owner.mapItem);
        }
        for (Branch branch : branches) {
            execution.launch(branch, branch.flow);
        }
    }

    @Override
    public void ended(Branch branch, JsonNode output) {
        outputs[branch.index] = output;
        if (--pending > 0) {
            return;
        }
        owner.running = null;
        owner.history.add(1);
        if (execution.dataless()) {
            execution.departure().complete(owner, Execution.EMPTY);
            return;
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode(outputs.length);
        for (JsonNode each : outputs) {
            all.add(each);
        }
        execution.departure().complete(owner, all);
    }

    @Override
    public void failed(Branch branch, @Nullable String error, @Nullable String cause) {
        execution.departure().error(owner, error, cause);
    }

    @Override
    public void answered(Tokens.Kind kind, JsonNode output) {
        throw new IllegalStateException("Expected no work of a Parallel's own.");
    }

    @Override
    public Branch owner() {
        return owner;
    }

    @Override
    public void cancel() {
        for (Branch branch : branches) {
            execution.departure().stop(branch);
        }
    }
}
