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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tasks that wait until what they handed out has been done, and what they hand out.
class WorkflowCallbackTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double OVERHEAD = 18.81;

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static Distribution millis(double millis) {
        return new Distribution.Constant(millis * 1e6);
    }

    /// @param task fields of the state after its Type
    private static JsonNode flow(String task) {
        return json("{'StartAt':'T','States':{'T':{'Type':'Task',%s,'Next':'Done'},'Done':{'Type':'Succeed'}}}"
                .formatted(task));
    }

    /// Ten seconds of a function, the overhead of a task, and at most `more` milliseconds on the way to the function.
    private static void assertTenSeconds(RunResult result, double more) {
        assertAllWell(result);
        assertThat(millisOf(result, "flow")).isBetween(10_000 + OVERHEAD - 1e-3, 10_000 + OVERHEAD + more);
    }

    private static Designs drawn(JsonNode definition) {
        return Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        "rate",
                        0.5,
                        "network",
                        NOTHING,
                        "requestBody",
                        json("{'order':{'id':7,'amount':'{% $key %}'}}"))
                .node(
                        "flow",
                        "aws.stepfunctions.statemachine",
                        "definition",
                        definition,
                        "startLatency",
                        NOTHING,
                        "transitionLatency",
                        NOTHING)
                .link("clients", "flow");
    }

    private static Designs functioned(JsonNode definition, double errorRate) {
        return drawn(definition)
                .node(
                        "f",
                        "aws.lambda.function",
                        "duration",
                        millis(10_000),
                        "coldDuration",
                        millis(10_000),
                        "invokeOverhead",
                        NOTHING,
                        "errorRate",
                        errorRate,
                        "timeout",
                        30 * SECOND,
                        "result",
                        json("{'approved':true}"));
    }

    private static RunResult run(Design design) {
        var settings = RunSettings.DEFAULT
                .lasting(1_500 * SECOND)
                .warmingUp(60 * SECOND)
                .replicated(2)
                .onThreads(2)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static NodeResult node(RunResult result, String id) {
        return result.nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long count(RunResult result, String id, String metric) {
        return ((NodeResult.Count) node(result, id).metrics().get(metric)).sum();
    }

    private static double millisOf(RunResult result, String id) {
        return ((NodeResult.Figure) node(result, id).metrics().get("executionTime"))
                .estimate()
                .value();
    }

    private static void assertAllWell(RunResult result) {
        assertThat(count(result, "flow", "executionsSucceeded")).isGreaterThan(500);
        assertThat(count(result, "flow", "executionsFailed")).isZero();
    }

    private static final String SENDS = "'Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken',"
            + "'Parameters':{'QueueUrl':'q','MessageBody':{'Token.$':'$$.Task.Token'}}";

    private static Designs queued(String more, double errorRate) {
        return functioned(flow(SENDS + more), errorRate)
                .node("q", "aws.sqs.queue", "deliveryLatency", NOTHING)
                .link("flow", "q")
                .link("q", "f");
    }

    @Test
    void aMessageIsWaitedForUntilItsConsumerHasDoneIt() {
        var result = run(queued("", 0).done());
        assertTenSeconds(result, 250);
    }

    @Test
    void theResultOfTheConsumerIsThatOfTheTask() {
        var definition = json("{'StartAt':'T','States':{'T':{'Type':'Task'," + SENDS
                + ",'Next':'C'},'C':{'Type':'Choice','Choices':[{'Variable':'$.approved','BooleanEquals':true,'Next':'Done'}]},"
                + "'Done':{'Type':'Succeed'}}}");
        var result = run(functioned(definition, 0)
                .node("q", "aws.sqs.queue", "deliveryLatency", NOTHING)
                .link("flow", "q")
                .link("q", "f")
                .done());
        assertAllWell(result);
    }

    @ParameterizedTest
    @CsvSource({"TimeoutSeconds, States.Timeout", "HeartbeatSeconds, States.HeartbeatTimeout"})
    void nobodyAnswersForAMessageThatIsNeverDone(String field, String error) {
        var caught = ",'%s':25,'Catch':[{'ErrorEquals':['%s'],'Next':'Done'}]".formatted(field, error);
        var result = run(queued(caught, 1).done());
        assertAllWell(result);
        assertThat(millisOf(result, "flow")).isCloseTo(25_000, within(1e-3));
    }

    @Test
    void silenceLongerThanTheHeartbeatEndsTheWaiting() {
        var result = run(queued(",'HeartbeatSeconds':5", 0).done());
        assertThat(count(result, "flow", "executionsSucceeded")).isZero();
        assertThat(millisOf(result, "flow")).isCloseTo(5_000, within(1e-3));
        // The message is handled all the same.
        assertThat(count(result, "f", "invocations")).isGreaterThan(500);
    }

    @ParameterizedTest
    @CsvSource({
        "aws.sns.topic, sns:publish, 'TopicArn':'hub'",
        "aws.events.bus, events:putEvents, 'Entries':[{'Source':'s'}]"
    })
    void whatIsPublishedIsWaitedForUntilItsTargetHasDoneIt(String kind, String action, String parameters) {
        var task = "'Resource':'arn:aws:states:::%s.waitForTaskToken','Parameters':{%s}"
                .formatted(action, parameters.replace('\'', '"').replace('"', '\''));
        var result = run(functioned(flow(task), 0)
                .node("hub", kind, "deliveryLatency", NOTHING)
                .link("flow", "hub")
                .link("hub", "f")
                .done());
        assertTenSeconds(result, 250);
    }

    @ParameterizedTest
    @CsvSource({"Event", "RequestResponse"})
    void anInvocationIsWaitedForUntilItsHandlerHasEnded(String type) {
        var task = "'Resource':'arn:aws:states:::lambda:invoke.waitForTaskToken',"
                + "'Parameters':{'FunctionName':'f','InvocationType':'%s'}".formatted(type);
        var result = run(functioned(flow(task), 0).link("flow", "f").done());
        assertTenSeconds(result, 250);
    }

    @Test
    void aLinkMaySayWhenTheTokenComesBack() {
        var result = run(functioned(flow(SENDS), 1)
                .node("q", "aws.sqs.queue")
                .link("flow", "q", "callbackTime", millis(3_000))
                .link("q", "f")
                .done());
        assertAllWell(result);
        assertThat(millisOf(result, "flow")).isBetween(3_000 + OVERHEAD, 3_000 + OVERHEAD + 100);
    }

    private static Designs nested(String action, JsonNode inner, String type) {
        var task =
                "'Resource':'arn:aws:states:::states:%s','Parameters':{'StateMachineArn':'inner','Input':{'id.$':'$.order.id'}}"
                        .formatted(action);
        return drawn(flow(task + (action.contains("sync:2") ? ",'OutputPath':'$.Output'" : "")))
                .node(
                        "inner",
                        "aws.stepfunctions.statemachine",
                        "type",
                        type,
                        "definition",
                        inner,
                        "startLatency",
                        NOTHING,
                        "transitionLatency",
                        NOTHING)
                .link("flow", "inner");
    }

    @Test
    void anExecutionReturnsTheTokenWhenItEnds() {
        var inner = json("{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':4,'End':true}}}");
        var result =
                run(nested("startExecution.waitForTaskToken", inner, "STANDARD").done());
        assertAllWell(result);
        assertThat(millisOf(result, "flow")).isCloseTo(4_000 + OVERHEAD, within(1e-3));
    }

    @Test
    void aTaskOfItMayReturnTheTokenBefore() {
        var inner = json("{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':4,'Next':'S'},"
                + "'S':{'Type':'Task','Resource':'arn:aws:states:::aws-sdk:sfn:sendTaskSuccess','Parameters':{'Output':'{}'},'Next':'More'},"
                + "'More':{'Type':'Wait','Seconds':60,'End':true}}}");
        var result =
                run(nested("startExecution.waitForTaskToken", inner, "STANDARD").done());
        assertAllWell(result);
        assertThat(millisOf(result, "flow")).isCloseTo(4_000 + OVERHEAD, within(1e-3));
        assertThat(count(result, "inner", "tasksWithoutTarget")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"STANDARD, startExecution.sync:2", "EXPRESS, startExecution.sync:2", "STANDARD, startExecution.sync"})
    void anExecutionIsGivenItsInputAndIsWaitedFor(String type, String action) {
        var inner = json(
                "{'StartAt':'C','States':{'C':{'Type':'Choice','Choices':[{'Variable':'$.id','NumericEquals':7,'Next':'W'}]},"
                        + "'W':{'Type':'Wait','Seconds':3,'End':true}}}");
        var result = run(nested(action, inner, type).done());
        assertAllWell(result);
        assertThat(count(result, "inner", "executionsFailed")).isZero();
        assertThat(millisOf(result, "flow")).isCloseTo(3_000 + OVERHEAD, within(1e-3));
        // Two states each, no more: waiting costs no transition.
        double own = transitions(result, "flow") / count(result, "flow", "executionsStarted");
        assertThat(own).isCloseTo(2, within(0.02));
        double inners = transitions(result, "inner") / count(result, "inner", "executionsStarted");
        assertThat(inners).isCloseTo(type.equals("STANDARD") ? 2 : 0, within(0.02));
    }

    private static double transitions(RunResult result, String id) {
        var machine = node(result, id);
        var meter = machine.node().kind().meters().stream()
                .filter(m -> m.id().equals("stepfunctions.standard_transition"))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(machine.quantities(meter)).sum();
    }

    @Test
    void theFailureOfAnExecutionIsThatOfItsTask() {
        var inner = json("{'StartAt':'F','States':{'F':{'Type':'Fail','Error':'OutOfStock','Cause':'none left'}}}");
        var caught =
                "'Resource':'arn:aws:states:::states:startExecution.sync:2','Parameters':{'StateMachineArn':'inner'},"
                        + "'Catch':[{'ErrorEquals':['States.TaskFailed'],'ResultPath':'$.why','Next':'C'}]";
        var definition =
                json("{'StartAt':'T','States':{'T':{'Type':'Task'," + caught + ",'Next':'F'},'F':{'Type':'Fail'},"
                        + "'C':{'Type':'Choice','Choices':[{'Variable':'$.why.Cause','StringMatches':'*OutOfStock*','Next':'Done'}]},"
                        + "'Done':{'Type':'Succeed'}}}");
        var result = run(drawn(definition)
                .node("inner", "aws.stepfunctions.statemachine", "definition", inner, "startLatency", NOTHING)
                .link("flow", "inner")
                .done());
        assertAllWell(result);
        assertThat(count(result, "inner", "executionsFailed")).isGreaterThan(500);
    }

    @Test
    void aTimeoutOfTheTaskEndsTheWaitingForAnExecution() {
        var inner = json("{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':10,'End':true}}}");
        var task = "'Resource':'arn:aws:states:::states:startExecution.sync:2','TimeoutSeconds':4,"
                + "'Catch':[{'ErrorEquals':['States.Timeout'],'Next':'Done'}]";
        var result = run(drawn(flow(task))
                .node("inner", "aws.stepfunctions.statemachine", "definition", inner, "startLatency", NOTHING)
                .link("flow", "inner")
                .done());
        assertAllWell(result);
        assertThat(millisOf(result, "flow")).isCloseTo(4_000, within(1e-3));
        // On AWS too it goes on until it ends by itself or is stopped.
        assertThat(count(result, "inner", "executionsSucceeded")).isGreaterThan(500);
    }

    @Test
    void anExecutionIsStoppedWithTheBranchThatWaitsForIt() {
        var inner = json("{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':100,'End':true}}}");
        var definition = json("{'StartAt':'P','States':{'P':{'Type':'Parallel','End':true,"
                + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Done'}],'Branches':["
                + "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:states:::states:startExecution.sync:2','End':true}}},"
                + "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':5,'Next':'F'},'F':{'Type':'Fail'}}}]},"
                + "'Done':{'Type':'Succeed'}}}");
        for (String type : new String[] {"STANDARD", "EXPRESS"}) {
            var result = run(drawn(definition)
                    .node("inner", "aws.stepfunctions.statemachine", "type", type, "definition", inner)
                    .link("flow", "inner")
                    .done());
            assertAllWell(result);
            assertThat(count(result, "inner", "executionsAborted")).isGreaterThan(500);
            assertThat(count(result, "inner", "executionsSucceeded")).isZero();
            assertThat(millisOf(result, "inner")).isBetween(4_800.0, 5_000.0);
        }
    }

    @Test
    void eachEntryOfPutEventsMeetsTheRulesByItself() {
        var task = "'Resource':'arn:aws:states:::events:putEvents','Parameters':{'Entries':["
                + "{'Source':'shop','DetailType':'paid','Detail':{'id.$':'$.order.id'}},"
                + "{'Source':'shop','DetailType':'packed','Detail':'{}'},"
                + "{'Source':'shop','DetailType':'packed','Detail':'{}'}]}";
        var result = run(drawn(flow(task))
                .node("bus", "aws.events.bus")
                .node("pay", "aws.lambda.function")
                .node("pack", "aws.lambda.function")
                .link("flow", "bus")
                .link(
                        "bus",
                        "pay",
                        "eventPattern",
                        json("{'source':['shop'],'detail-type':['paid'],'detail':{'id':[7]}}"))
                .link("bus", "pack", "eventPattern", json("{'detail-type':['packed']}"))
                .done());
        assertAllWell(result);
        double executions = count(result, "flow", "executionsSucceeded");
        assertThat((double) count(result, "pay", "invocations")).isCloseTo(executions, within(executions / 50));
        assertThat((double) count(result, "pack", "invocations")).isCloseTo(2 * executions, within(executions / 25));
    }

    @Test
    void theBodyOfAMessageIsWhatItsConsumerIsGiven() {
        var filter = json("{'body':{'id':[7]}}");
        var task =
                "'Resource':'arn:aws:states:::sqs:sendMessage','Parameters':{'QueueUrl':'q','MessageBody':{'id.$':'$.order.id'}}";
        var result = run(functioned(flow(task), 0)
                .node("q", "aws.sqs.queue")
                .link("flow", "q")
                .link("q", "f", "filterCriteria", filter)
                .done());
        assertAllWell(result);
        assertThat(count(result, "f", "invocations")).isGreaterThan(500);
    }

    private static final String HTTP =
            "'Resource':'arn:aws:states:::http:invoke','Parameters':{'ApiEndpoint':'https://shop','Method':'POST'}";

    @ParameterizedTest
    @CsvSource({"59, true", "61, false"})
    void anHttpTaskIsGivenUpAfterAMinute(int seconds, boolean well) {
        var definition = json("{'StartAt':'T','States':{'T':{'Type':'Task'," + HTTP
                + ",'Catch':[{'ErrorEquals':['States.Http.Socket'],'Next':'Late'}],'Next':'Done'},"
                + "'Late':{'Type':'Fail'},'Done':{'Type':'Succeed'}}}");
        for (long atOnce : new long[] {0, 1000}) {
            var result = run(drawn(definition)
                    .node("shop", "external.service", "latency", millis(seconds * 1000.0), "maxConcurrent", atOnce)
                    .link("flow", "shop")
                    .done());
            assertThat(count(result, "flow", well ? "executionsFailed" : "executionsSucceeded"))
                    .isZero();
            assertThat(count(result, "flow", well ? "executionsSucceeded" : "executionsFailed"))
                    .isGreaterThan(500);
            assertThat(millisOf(result, "flow")).isCloseTo(Math.min(60, seconds) * 1000 + OVERHEAD, within(1e-3));
        }
    }

    @Test
    void httpTasksOfAllMachinesShareThreeHundredASecond() {
        var task = json("{'StartAt':'T','States':{'T':{'Type':'Task'," + HTTP + ",'End':true}}}");
        var design = Designs.draw().node("shop", "external.service", "latency", NOTHING);
        for (var id : new String[] {"a", "b"})
            design.node("clients-" + id, "traffic.clients", "rate", 200.0, "network", NOTHING)
                    .node(id, "aws.stepfunctions.statemachine", "type", "EXPRESS", "definition", task)
                    .link("clients-" + id, id)
                    .link(id, "shop");
        var settings = RunSettings.DEFAULT
                .lasting(20 * SECOND)
                .warmingUp(10 * SECOND)
                .replicated(1)
                .onThreads(1)
                .checked(Checks.FULL);
        var result = Simulation.run(Blueprint.of(design.done(), TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        // 400 a second are asked for and the burst is used up long before.
        assertThat((double) count(result, "shop", "calls")).isCloseTo(20 * 300, within(2.0));
    }

    @Test
    void stateMachinesOfAnAccountShareTheirStarts() {
        var design = Designs.draw();
        for (var id : new String[] {"a", "b"})
            design.node("clients-" + id, "traffic.clients", "rate", 6_000.0, "network", NOTHING)
                    .node(id, "aws.stepfunctions.statemachine", "type", "EXPRESS", "startLatency", NOTHING)
                    .link("clients-" + id, id);
        var settings = RunSettings.DEFAULT
                .lasting(6 * SECOND)
                .warmingUp(3 * SECOND)
                .replicated(1)
                .onThreads(1)
                .checked(Checks.OFF);
        var result = Simulation.run(Blueprint.of(design.done(), TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        // 12 000 starts a second find 6000 tokens a second; refused starts delay no transition.
        double begun = count(result, "a", "executionsStarted") + count(result, "b", "executionsStarted");
        double refused = count(result, "a", "throttledEvents") + count(result, "b", "throttledEvents");
        assertThat(begun).isCloseTo(6 * 6_000, within(300.0));
        assertThat(refused).isCloseTo(6 * 6_000, within(6 * Math.sqrt(72_000)));
        assertThat(count(result, "a", "executionThrottled")).isZero();
    }
}
