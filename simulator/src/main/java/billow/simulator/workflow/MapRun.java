package billow.simulator.workflow;

import billow.model.asl.ErrorNames;
import billow.model.asl.MapItems;
import billow.model.asl.MapProcessing;
import billow.model.asl.State;
import billow.model.asl.WorkflowType;
import billow.model.expression.QueryLanguage;
import billow.model.expression.Scope;
import billow.model.expression.Template;
import billow.model.expression.Variables;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The iterations of one Map: inline, as branches of the same execution, or distributed, as child executions with
/// histories of their own and a tolerance for failures.
final class MapRun implements Join {
    private final Execution execution;
    private final Branch owner;
    private final State.Map state;
    private final MapProcessing processing;
    private final int key;
    private MapInput input = MapInput.NONE;
    private @Nullable Branch[] branches = new @Nullable Branch[0];
    private @Nullable JsonNode[] outputs = new @Nullable JsonNode[0];
    private int concurrency;
    private int next;
    private int active;
    private int failures;
    private double toleratedCount;
    private double toleratedShare;

    MapRun(Execution execution, Branch owner, State.Map state) {
        this.execution = execution;
        this.owner = owner;
        this.state = state;
        this.processing = state.processing();
        int visit = owner.visit(state.header().ordinal(), execution.machine().stateCount());
        this.key = Surroundings.mix(Surroundings.mix(owner.key, state.header().ordinal() + 1), visit);
    }

    void begin() {
        concurrency = concurrency();
        MapItems.Reader reader = state.items().reader();
        if (reader == null) {
            MapInput items = MapInput.of(execution, owner, state);
            started();
            run(items);
            return;
        }
        started();
        JsonNode arguments = execution.dataless() || reader.arguments() == null
                ? Execution.EMPTY
                : reader.arguments().evaluate(effective());
        owner.taskToken = execution.tokens().open(owner, Tokens.Kind.READ_ITEMS);
        execution.effects().task(owner.taskToken, state, reader.resource(), arguments);
    }

    /// The map state's scope with `InputPath` applied.
    private Scope effective() {
        Scope scope = execution.scope(owner);
        return scope.withInput(Passage.effectiveInput(state.header().data(), scope));
    }

    private void started() {
        owner.history.add(processing.distributed() ? 2 : 1);
    }

    private void run(MapInput items) {
        input = items;
        Template count = known(processing.toleratedCount());
        toleratedCount = count == null ? Double.NaN : Figures.failures(count, numbers());
        Template percentage = known(processing.toleratedPercentage());
        toleratedShare = percentage == null ? Double.NaN : Figures.percentage(percentage, numbers()) / 100;
        branches = new @Nullable Branch[items.count()];
        outputs = new @Nullable JsonNode[items.count()];
        goOn();
    }

    private int concurrency() {
        Setting.Limits limits = execution.setting().limits();
        int most = processing.distributed() ? limits.distributedConcurrency() : limits.inlineConcurrency();
        Template given = known(processing.maxConcurrency());
        if (given == null) {
            return most;
        }
        int wanted = Figures.concurrency(given, numbers());
        return wanted <= 0 ? most : Math.min(wanted, most);
    }

    /// A field's template, or null when it is not written or cannot be evaluated without data.
    private @Nullable Template known(@Nullable Template given) {
        return given == null || execution.dataless() && !given.isConstant() ? null : given;
    }

    private Scope numbers() {
        return execution.dataless() ? execution.scope(owner) : effective();
    }

    private void startSome() {
        while (active < concurrency && next < branches.length) {
            int i = next++;
            active++;
            Branch branch = branch(i);
            branches[i] = branch;
            branch.startedNanos = execution.now();
            if (processing.distributed()) {
                startChild(branch);
            } else {
                owner.history.add(1);
                execution.launch(branch, branch.flow);
            }
        }
    }

    private Branch branch(int i) {
        boolean child = processing.distributed();
        JsonNode item = input.item(i);
        return new Branch(
                processing.flow(),
                this,
                i,
                Surroundings.mix(key, i),
                child ? execution.newHistory(processing.childType()) : owner.history,
                child ? processing.childType() : owner.type,
                child ? Variables.NONE : owner.variables.inner(),
                input.selected(execution, owner, state, i),
                child ? null : MapInput.context(i, input.name(i), item));
    }

    private void startChild(Branch branch) {
        branch.history.add(1);
        long delay = execution.effects().childStarted(processing.childType());
        if (processing.childType() == WorkflowType.EXPRESS) {
            long limit = execution.setting().limits().expressNanos() + delay;
            branch.childToken = execution.timer(branch, Tokens.Kind.EXECUTION_TIMEOUT, limit);
        }
        if (delay > 0) {
            branch.startedNanos = execution.now() + delay;
            branch.timerToken = execution.timer(branch, Tokens.Kind.CHILD_START, delay);
        } else {
            execution.launch(branch, branch.flow);
        }
    }

    @Override
    public void ended(Branch branch, JsonNode output) {
        branches[branch.index] = null;
        outputs[branch.index] = output;
        active--;
        branch.history.add(1);
        if (processing.distributed()) {
            childEnded(branch, true);
        }
        execution.departure().guarded(owner, this::goOn);
    }

    private void goOn() {
        startSome();
        finishIfDone();
    }

    @Override
    public void failed(Branch branch, @Nullable String error, @Nullable String cause) {
        branches[branch.index] = null;
        active--;
        branch.history.add(1);
        if (!processing.distributed()) {
            execution.departure().error(owner, error, cause);
            return;
        }
        failures++;
        childEnded(branch, false);
        if (exceedsTolerance()) {
            owner.history.add(1);
            execution
                    .departure()
                    .error(
                            owner,
                            ErrorNames.TOLERATED_FAILURES,
                            "The specified tolerated failure threshold was exceeded");
            return;
        }
        execution.departure().guarded(owner, this::goOn);
    }

    private void childEnded(Branch branch, boolean succeeded) {
        execution.closeToken(branch.childToken);
        execution.effects().childEnded(branch.type, succeeded, execution.now() - branch.startedNanos);
    }

    /// Without a tolerance given none is granted; with both given either may be exceeded.
    private boolean exceedsTolerance() {
        boolean none = Double.isNaN(toleratedCount) && Double.isNaN(toleratedShare);
        return none || failures > toleratedCount || failures > toleratedShare * branches.length;
    }

    private void finishIfDone() {
        if (active > 0 || next < branches.length) {
            return;
        }
        MapProcessing.Writer writer = processing.writer();
        if (writer != null && !writer.resource().isEmpty()) {
            JsonNode arguments = execution.dataless() || writer.arguments() == null
                    ? Execution.EMPTY
                    : writer.arguments().evaluate(effective());
            owner.taskToken = execution.tokens().open(owner, Tokens.Kind.WRITE_RESULTS);
            execution.effects().task(owner.taskToken, state, writer.resource(), arguments);
            return;
        }
        done(execution.dataless() ? Execution.EMPTY : all());
    }

    /// The outputs in the order of the items; tolerated failures have none.
    private ArrayNode all() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode(outputs.length);
        for (JsonNode output : outputs) {
            if (output != null) {
                all.add(output);
            }
        }
        return all;
    }

    private void done(JsonNode result) {
        owner.running = null;
        owner.history.add(processing.distributed() ? 2 : 1);
        execution.departure().complete(owner, result);
    }

    @Override
    public void answered(Tokens.Kind kind, JsonNode output) {
        if (kind == Tokens.Kind.READ_ITEMS) {
            run(MapInput.read(execution, owner, state, output));
            return;
        }
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("MapRunArn", execution.setting().names().executionId() + "/" + processing.label());
        MapProcessing.Writer writer = processing.writer();
        if (!execution.dataless() && writer != null && writer.arguments() != null) {
            JsonNode arguments = writer.arguments().evaluate(effective());
            written.putObject("ResultWriterDetails")
                    .put("Bucket", arguments.path("Bucket").asString(""))
                    .put("Key", arguments.path("Prefix").asString("") + "/manifest.json");
        }
        done(written);
    }

    @Override
    public Branch owner() {
        return owner;
    }

    @Override
    public void cancel() {
        for (Branch branch : branches) {
            if (branch != null) {
                execution.departure().stop(branch);
                if (processing.distributed()) {
                    childEnded(branch, false);
                }
            }
        }
    }

    /// Whether a state's language is JSONata.
    static boolean isJsonata(State state) {
        return state.header().language() == QueryLanguage.JSONATA;
    }
}
