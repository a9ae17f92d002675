package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What requests say decides what becomes of them. A share is compared with its binomial law at 99.9 %.
class DataInDesignsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double Z = 3.29;

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static JsonNode orders() {
        var order = JsonMapper.shared().createObjectNode();
        return order.put("type", "{% $random() < 0.3 ? 'gold' : 'basic' %}").put("amount", 7);
    }

    private static RunResult run(Design design) {
        var settings = RunSettings.DEFAULT
                .lasting(1_000 * SECOND)
                .warmingUp(0L)
                .replicated(2)
                .onThreads(2)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static double count(RunResult result, int node, String metric) {
        return ((NodeResult.Count) result.nodes().get(node).metrics().get(metric)).sum();
    }

    private static void isShare(double part, double whole, double share) {
        assertThat(part / whole).isCloseTo(share, within(Z * Math.sqrt(share * (1 - share) / whole)));
    }

    @Test
    void aFilterPolicyLooksAtTheBodyOfEachRequest() {
        var result = run(Designs.draw()
                .node("clients", "traffic.clients", "rate", 20.0, "requestBody", orders())
                .node("topic", "aws.sns.topic")
                .node("gold", "aws.sqs.queue")
                .node("all", "aws.sqs.queue")
                .link("clients", "topic")
                .link("topic", "gold", "filterPolicy", json("{'type':['gold']}"), "filterPolicyScope", "MessageBody")
                .link("topic", "all")
                .done());
        double all = count(result, 3, "numberOfMessagesSent");
        assertThat(all).isGreaterThan(30_000);
        isShare(count(result, 2, "numberOfMessagesSent"), all, 0.3);
    }

    @Test
    void aBusMatchesWhatThePublisherSays() {
        var event = JsonMapper.shared().createObjectNode();
        event.put("source", "shop").putObject("detail").put("tier", "{% $states.input.type %}");
        var result = run(Designs.draw()
                .node("clients", "traffic.clients", "rate", 20.0, "requestBody", orders())
                .node("bus", "aws.events.bus")
                .node("gold", "aws.sqs.queue")
                .node("shop", "aws.sqs.queue")
                .link("clients", "bus", "sample", event)
                .link("bus", "gold", "eventPattern", json("{'detail':{'tier':['gold']}}"))
                .link("bus", "shop", "eventPattern", json("{'source':['shop']}"))
                .done());
        isShare(count(result, 2, "numberOfMessagesSent"), count(result, 3, "numberOfMessagesSent"), 0.3);
    }

    @Test
    void aChoiceBranchesByWhatTheRequestSaysAndWhatAFunctionReturned() {
        var definition = json("{'StartAt':'Score','States':{"
                + "'Score':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',"
                + "'Parameters':{'FunctionName':'score','Payload.$':'$'},'OutputPath':'$.Payload','Next':'Which'},"
                + "'Which':{'Type':'Choice','Choices':[{'Variable':'$.score','NumericGreaterThan':10,'Next':'Review'}],"
                + "'Default':'Done'},"
                + "'Review':{'Type':'Task','Resource':'arn:aws:lambda:us-east-1:123456789012:function:review','End':true},"
                + "'Done':{'Type':'Succeed'}}}");
        var score = JsonMapper.shared().createObjectNode();
        score.put("score", "{% $states.input.amount * ($states.input.type = 'gold' ? 2 : 1) %}");
        var result = run(Designs.draw()
                .node("clients", "traffic.clients", "rate", 10.0, "requestBody", orders())
                .node("flow", "aws.stepfunctions.statemachine", "definition", definition)
                .node("score", "aws.lambda.function", "result", score, "invokeOverhead", NOTHING)
                .node("review", "aws.lambda.function", "invokeOverhead", NOTHING)
                .link("clients", "flow")
                .link("flow", "score", LinkKind.INVOKE)
                .link("flow", "review", LinkKind.INVOKE)
                .done());
        isShare(count(result, 3, "invocations"), count(result, 2, "invocations"), 0.3);
        assertThat(count(result, 1, "executionsFailed")).isZero();
    }

    @Test
    void anErrorAFunctionRaisesIsCaughtByItsName() {
        var definition = json(
                "{'StartAt':'Reserve','States':{"
                        + "'Reserve':{'Type':'Task','Resource':'arn:aws:lambda:us-east-1:123456789012:function:reserve',"
                        + "'Catch':[{'ErrorEquals':['OutOfStock'],'Next':'Apologise'}],'End':true},"
                        + "'Apologise':{'Type':'Task','Resource':'arn:aws:lambda:us-east-1:123456789012:function:apologise','End':true}}}");
        var reserve = JsonMapper.shared().createObjectNode();
        reserve.put("left", "{% $random() < 0.2 ? $error('OutOfStock') : 5 %}");
        var result = run(Designs.draw()
                .node("clients", "traffic.clients", "rate", 10.0, "requestBody", orders())
                .node("flow", "aws.stepfunctions.statemachine", "definition", definition)
                .node("reserve", "aws.lambda.function", "result", reserve)
                .node("apologise", "aws.lambda.function")
                .link("clients", "flow")
                .link("flow", "reserve", LinkKind.INVOKE)
                .link("flow", "apologise", LinkKind.INVOKE)
                .done());
        isShare(count(result, 3, "invocations"), count(result, 2, "invocations"), 0.2);
        isShare(count(result, 2, "errors"), count(result, 2, "invocations"), 0.2);
        assertThat(count(result, 1, "executionsFailed")).isZero();
    }

    @Test
    void aFunctionFedByAQueueSeesTheBodiesOfItsBatch() {
        var result = JsonMapper.shared().createObjectNode();
        result.put("first", "{% $states.input.Records[0].body.amount = 7 ? 'yes' : $error('Empty') %}");
        var run = run(Designs.draw()
                .node("clients", "traffic.clients", "rate", 10.0, "requestBody", orders())
                .node("queue", "aws.sqs.queue")
                .node("worker", "aws.lambda.function", "result", result)
                .link("clients", "queue")
                .link("queue", "worker", "batchSize", 5L)
                .done());
        assertThat(count(run, 2, "invocations")).isGreaterThan(1_000);
        assertThat(count(run, 2, "errors")).isZero();
    }

    @Test
    void aStreamHandsOnWhatRecordsSay() {
        var result = JsonMapper.shared().createObjectNode();
        result.put("first", "{% $states.input.Records[0].kinesis.data.amount = 7 ? 'yes' : $error('Empty') %}");
        var run = run(Designs.draw()
                .node("clients", "traffic.clients", "rate", 10.0, "requestBody", orders())
                .node("stream", "aws.kinesis.stream")
                .node("worker", "aws.lambda.function", "result", result)
                .link("clients", "stream")
                .link("stream", "worker")
                .done());
        assertThat(count(run, 2, "invocations")).isGreaterThan(500);
        assertThat(count(run, 2, "errors")).isZero();
    }

    @Test
    void whatIsSaidDoesNotChangeTheLuckOfAnythingElse() {
        var plain = Designs.draw()
                .node("clients", "traffic.clients", "rate", 20.0)
                .node("worker", "aws.lambda.function")
                .link("clients", "worker")
                .done();
        var saying = Designs.draw()
                .node("clients", "traffic.clients", "rate", 20.0, "requestBody", orders())
                .node("worker", "aws.lambda.function")
                .link("clients", "worker")
                .done();
        assertThat(run(saying).latency()).isEqualTo(run(plain).latency());
    }
}
