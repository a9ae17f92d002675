package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.value.Distribution;
import billow.simulator.kernel.Checks;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Workflows drawn as clients, a state machine and functions.
class WorkflowDesignTest {
    private static final long SECOND = 1_000_000_000L;

    private static JsonNode definition(String more) {
        return JsonMapper.shared()
                .readTree(
                        ("{'StartAt':'Resize','States':{'Resize':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',"
                                        + "'Parameters':{'FunctionName':'resize'}," + more + "'Next':'Store'},"
                                        + "'Store':{'Type':'Task','Resource':'arn:aws:lambda:us-east-1:123456789012:function:store',"
                                        + "'End':true}}}")
                                .replace('\'', '"'));
    }

    private static Designs functions(double rate, String type, String more) {
        return Designs.draw()
                .node("clients", "traffic.clients", "rate", rate, "network", NOTHING, "timeout", 3_600 * SECOND)
                .node(
                        "flow",
                        "aws.stepfunctions.statemachine",
                        "type",
                        type,
                        "definition",
                        definition(more),
                        "startLatency",
                        new Distribution.Constant(20e6))
                .node("store", "aws.lambda.function", function(50))
                .link("flow", "store");
    }

    private static Object[] function(double millis) {
        var law = new Distribution.Constant(millis * 1e6);
        return new Object[] {"duration", law, "coldDuration", law, "invokeOverhead", NOTHING, "timeout", 60 * SECOND};
    }

    private static RunResult run(Design design) {
        var settings = RunSettings.DEFAULT
                .lasting(1_000 * SECOND)
                .warmingUp(10 * SECOND)
                .replicated(2)
                .onThreads(2)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static long count(NodeResult node, String metric) {
        return ((NodeResult.Count) node.metrics().get(metric)).sum();
    }

    private static double[] quantities(NodeResult node, String meter) {
        return node.quantities(node.node().kind().meters().stream()
                .filter(m -> m.id().equals(meter))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void clientsWaitForFunctionsOverheadAndTransitions() {
        var result = run(functions(20, "EXPRESS", "")
                .node("resize", "aws.lambda.function", function(100))
                .link("flow", "resize")
                .link("clients", "flow", "invocationType", "sync")
                .done());
        // 20 ms to start, 100 and 50 ms of work, 18.81 ms a task, 1 ms to the second state.
        assertThat(result.latency().mean().value()).isCloseTo(208.62, within(1e-6));
        assertThat(result.requests().offered()).isGreaterThan(30_000);
        var flow = result.nodes().get(1);
        assertThat(count(flow, "executionsFailed")).isZero();
        var time = ((NodeResult.Figure) flow.metrics().get("executionTime")).estimate();
        assertThat(time.value()).isCloseTo(188.62, within(0.01));
        assertThat(quantities(flow, "stepfunctions.standard_transition")).containsOnly(0);
        double executions = quantities(flow, "stepfunctions.express_request")[0];
        // Two steps of 100 ms at 64 MB each; the counts of begun and ended executions differ by those at the edges.
        assertThat(quantities(flow, "stepfunctions.express_duration")[0]).isCloseTo(executions * 0.2 / 16, within(0.1));
    }

    @Test
    void throttledFunctionsAreTriedAgainByTheWorkflow() {
        var retry =
                "'Retry':[{'ErrorEquals':['Lambda.TooManyRequestsException'],'IntervalSeconds':1,'MaxAttempts':9}],";
        var result = run(functions(4, "STANDARD", retry)
                .node(
                        "resize",
                        "aws.lambda.function",
                        "duration",
                        new Distribution.Constant(100e6),
                        "coldDuration",
                        new Distribution.Constant(100e6),
                        "reservedConcurrentExecutions",
                        1L,
                        "timeout",
                        60 * SECOND)
                .link("flow", "resize")
                .link("clients", "flow")
                .done());
        var flow = result.nodes().get(1);
        var resize = result.nodes().get(3);
        long throttles = count(resize, "throttles");
        assertThat(throttles).isGreaterThan(1_000);
        assertThat(count(flow, "executionsSucceeded")).isGreaterThan(7_500);
        assertThat(count(flow, "executionsFailed")).isLessThan(count(flow, "executionsSucceeded") / 100);
        // Two states each, and one transition more for each throttle that was tried again.
        var billed = quantities(flow, "stepfunctions.standard_transition");
        double transitions = billed[0] + billed[1];
        assertThat(transitions)
                .isCloseTo(2.0 * count(flow, "executionsStarted") + throttles, within(transitions / 200));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static Designs nested(String action, String type) {
        var outer = json("{'StartAt':'Child','States':{'Child':{'Type':'Task','Resource':'arn:aws:states:::states:"
                + action + "','Parameters':{'StateMachineArn':'inner'},'End':true}}}");
        var inner = json("{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':3,'End':true}}}");
        return Designs.draw()
                .node("clients", "traffic.clients", "rate", 2.0, "network", NOTHING)
                .node("outer", "aws.stepfunctions.statemachine", "definition", outer, "startLatency", NOTHING)
                .node(
                        "inner",
                        "aws.stepfunctions.statemachine",
                        "type",
                        type,
                        "definition",
                        inner,
                        "startLatency",
                        NOTHING)
                .link("clients", "outer");
    }

    @ParameterizedTest
    @CsvSource({"STANDARD, startExecution.sync:2", "STANDARD, startExecution.sync", "EXPRESS, startExecution.sync:2"})
    void aWorkflowWaitsForTheOneItStartsWhenItsTaskSaysSo(String type, String action) {
        var result = run(nested(action, type).link("outer", "inner").done());
        var time = (NodeResult.Figure) result.nodes().get(1).metrics().get("executionTime");
        assertThat(time.estimate().value()).isCloseTo(3018.81, within(1e-6));
        var open = (NodeResult.Level) result.nodes().get(2).metrics().get("openExecutions");
        assertThat(open.mean().value()).isCloseTo(6, within(0.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async"})
    void otherwiseItDoesNotWaitWhateverTheLinkSays(String invocation) {
        var result = run(nested("startExecution", "EXPRESS")
                .link("outer", "inner", "invocationType", invocation)
                .done());
        var time = (NodeResult.Figure) result.nodes().get(1).metrics().get("executionTime");
        assertThat(time.estimate().value()).isCloseTo(18.81, within(1e-6));
    }

    @Test
    void theResourceDecidesWhatIsDoneToATable() {
        var flow = json("{'StartAt':'Get','States':{"
                + "'Get':{'Type':'Task','Resource':'arn:aws:states:::dynamodb:getItem','Next':'Put'},"
                + "'Put':{'Type':'Task','Resource':'arn:aws:states:::dynamodb:putItem','Next':'Both'},"
                + "'Both':{'Type':'Task','Resource':'arn:aws:states:::aws-sdk:dynamodb:transactWriteItems',"
                + "'Parameters':{'TransactItems':[{'Put':{}},{'Delete':{}}]},'End':true}}}");
        var result = run(Designs.draw()
                .node("clients", "traffic.clients", "rate", 5.0, "network", NOTHING)
                .node("flow", "aws.stepfunctions.statemachine", "definition", flow)
                .node("table", "aws.dynamodb.table", "billingMode", "PAY_PER_REQUEST")
                .link("clients", "flow")
                .link("flow", "table")
                .done());
        var machine = result.nodes().get(1);
        var table = result.nodes().get(2);
        double executions = count(machine, "executionsSucceeded");
        // Of 1 KB: half a unit for the read, one for the write, twice two for the transaction.
        double read = Arrays.stream(quantities(table, "dynamodb.ondemand_read")).sum();
        double written =
                Arrays.stream(quantities(table, "dynamodb.ondemand_write")).sum();
        assertThat(read).isCloseTo(executions / 2, within(executions / 100));
        assertThat(written).isCloseTo(5 * executions, within(executions / 100));
        long sent =
                Arrays.stream(result.replications().getFirst().sent()).skip(1).sum();
        assertThat(result.replications().getFirst().sent()).hasSize(2);
        assertThat(sent).isGreaterThan(10_000);
    }
}
