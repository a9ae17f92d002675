package billow.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import billow.model.service.StateMachineKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Task states ask of the nodes their links lead to.
class TaskRulesTest {
    private static final String LAMBDA = "arn:aws:states:::lambda:invoke";
    private static final String RETRY =
            "'Retry':[{'ErrorEquals':['States.TaskFailed'],'MaxAttempts':2,'BackoffRate':2}],";

    /// @param states of the definition, with ' for "
    private static Design flow(String type, String start, String states, String others, String links) {
        var definition = "{'StartAt':'%s','States':{%s}}".formatted(start, states);
        var nodes = node("c", "traffic.clients", "")
                + node("w", "aws.stepfunctions.statemachine", "'type':'%s','definition':%s".formatted(type, definition))
                + others;
        return design(nodes, link("c", "w", "") + links);
    }

    private static Design flow(String start, String states, String others, String links) {
        return flow("STANDARD", start, states, others, links);
    }

    private static String task(String name, String resource, String more) {
        return "'%s':{'Type':'Task','Resource':'%s',%s%s'End':true}".formatted(name, resource, RETRY, more);
    }

    private static String node(String id, String kind, String set) {
        return "{'id':'%s','kind':'%s','set':{%s}},".formatted(id, kind, set);
    }

    private static String link(String from, String to, String set) {
        return "{'from':'%s','to':'%s','set':{%s}},".formatted(from, to, set);
    }

    private static Design design(String nodes, String links) {
        var text = "{'billow':1,'nodes':[%s],'links':[%s]}"
                .formatted(nodes.substring(0, nodes.length() - 1), links.substring(0, links.length() - 1))
                .replace('\'', '"');
        try {
            var read = new DesignReader(Vocabulary.standard()).read("test.billow", text);
            assertThat(read.findings()).isEmpty();
            return read.design();
        } catch (UnreadableDesign e) {
            throw new AssertionError(e.message(), e);
        }
    }

    private static List<String> texts(Design design, String code) {
        return Checks.of(design).stream()
                .filter(f -> f.code().equals(code))
                .map(Finding::text)
                .toList();
    }

    private static Design mended(Design design, String code) {
        var mending = Mending.of(design, f -> f.code().equals(code));
        assertThat(mending.mended()).isNotEmpty();
        assertThat(texts(mending.design(), code)).isEmpty();
        assertThat(Checks.blocked(Checks.of(mending.design()))).isFalse();
        return mending.design();
    }

    private static String definition(Design design) {
        return design.node("w")
                .orElseThrow()
                .params()
                .get(StateMachineKind.DEFINITION)
                .toString()
                .replace('"', '\'');
    }

    @Test
    void aTaskWithoutAFittingLinkIsFoundWhereItStands() {
        var activity = "arn:aws:states:us-east-1:123456789012:activity:approve";
        var inner = "'StartAt':'Ask','States':{" + task("Ask", activity, "") + "}";
        var map = "'Each':{'Type':'Map','ItemProcessor':{%s},'End':true}".formatted(inner);
        var design = flow("Each", map, node("f", "aws.lambda.function", ""), link("w", "f", ""));
        assertThat(texts(design, "stepfunctions.task-without-link"))
                .containsExactly(
                        "nodes[w].definition.States.Each.ItemProcessor.States.Ask.Resource — Expected a link to what %s names, found none that fits; Ask fails with States.TaskFailed.\nMaybe name the state in states of a link."
                                .formatted(activity));
        assertThat(texts(
                        flow("Each", map, node("f", "aws.lambda.function", ""), link("w", "f", "'states':'Ask'")),
                        "stepfunctions.task-without-link"))
                .isEmpty();
        assertThat(texts(
                        flow("Each", map, node("p", "external.service", ""), link("w", "p", "")),
                        "stepfunctions.task-without-link"))
                .isEmpty();
        assertThat(texts(
                        flow("A", task("A", "arn:aws:states:::aws-sdk:sfn:sendTaskSuccess", ""), "", ""),
                        "stepfunctions.task-without-link"))
                .isEmpty();
    }

    @Test
    void theOperationOfALinkMustNotContradictTheResource() {
        var put = task("Save", "arn:aws:states:::dynamodb:putItem", "");
        var table = node("t", "aws.dynamodb.table", "");
        var wrong = flow("Save", put, table, link("w", "t", "'operation':'query'"));
        assertThat(texts(wrong, "stepfunctions.other-operation"))
                .containsExactly(
                        "links[w->t].operation — Expected putItem, as the Resource of Save says, or no value, received query; the Resource is followed.");
        assertThat(mended(wrong, "stepfunctions.other-operation")
                        .links()
                        .getLast()
                        .params())
                .isEqualTo(flow("Save", put, table, link("w", "t", ""))
                        .links()
                        .getLast()
                        .params());
        for (var set : List.of("", "'operation':'putItem'"))
            assertThat(texts(flow("Save", put, table, link("w", "t", set)), "stepfunctions.other-operation"))
                    .isEmpty();
        assertThat(texts(
                        flow(
                                "Call",
                                task("Call", LAMBDA, "'Parameters':{'InvocationType':'RequestResponse'},"),
                                node("f", "aws.lambda.function", ""),
                                link("w", "f", "'invocationType':'async'")),
                        "stepfunctions.other-operation"))
                .singleElement()
                .asString()
                .contains("Expected sync, as the Resource of Call says, or no value, received async");
    }

    @Test
    void aTaskShouldNotGiveUpBeforeItsFunction() {
        var function = node("f", "aws.lambda.function", "'timeout':'30 s'");
        var early = flow("Call", task("Call", LAMBDA, "'TimeoutSeconds':10,"), function, link("w", "f", ""));
        assertThat(texts(early, "stepfunctions.timeout-below-function"))
                .containsExactly(
                        "nodes[w].definition.States.Call.TimeoutSeconds — Expected at least the timeout of f (30 s), received 10 s; the task fails while the function runs on and is billed.");
        assertThat(definition(mended(early, "stepfunctions.timeout-below-function")))
                .contains("'TimeoutSeconds':30");
        for (var task : List.of(
                task("Call", LAMBDA, "'TimeoutSeconds':30,"),
                task("Call", LAMBDA, ""),
                task("Call", LAMBDA, "'TimeoutSeconds':10,'Parameters':{'InvocationType':'Event'},")))
            assertThat(texts(flow("Call", task, function, link("w", "f", "")), "stepfunctions.timeout-below-function"))
                    .isEmpty();
    }

    @Test
    void retriesAreAddedAndSpreadInTheDefinition() {
        var states = ("'Both':{'Type':'Parallel','End':true,'Branches':["
                        + "{'StartAt':'Call','States':{'Call':{'Type':'Task','Resource':'%s','End':true}}},"
                        + "{'StartAt':'Save','States':{'Save':{'Type':'Task','Resource':'arn:aws:states:::dynamodb:putItem','End':true}}},"
                        + "{'StartAt':'Hit','States':{'Hit':{'Type':'Task','Resource':'%s','Retry':["
                        + "{'ErrorEquals':['States.ALL'],'BackoffRate':1,'MaxAttempts':9}],'End':true}}}]}")
                .formatted(LAMBDA, LAMBDA);
        var design = flow(
                "Both",
                states,
                node("f", "aws.lambda.function", "") + node("t", "aws.dynamodb.table", ""),
                link("w", "f", "") + link("w", "t", ""));
        assertThat(texts(design, "stepfunctions.no-retry"))
                .hasSize(2)
                .anyMatch(t -> t.contains("ends Call and"))
                .anyMatch(t -> t.contains("ends Save and"));
        var mending = Mending.of(design, f -> f.code().startsWith("stepfunctions.no-"));
        assertThat(mending.mended()).hasSize(2);
        assertThat(texts(mending.design(), "stepfunctions.no-retry"))
                .singleElement()
                .asString()
                .contains("ends Save and");
        assertThat(texts(mending.design(), "stepfunctions.no-back-off")).isEmpty();
        assertThat(definition(mending.design()))
                .contains(
                        "'Retry':[{'ErrorEquals':['Lambda.ServiceException','Lambda.AWSLambdaException','Lambda.SdkClientException','Lambda.TooManyRequestsException'],'IntervalSeconds':1,'MaxAttempts':3,'BackoffRate':2,'JitterStrategy':'FULL'}]")
                .contains("{'ErrorEquals':['States.ALL'],'BackoffRate':2,'MaxAttempts':9,'JitterStrategy':'FULL'}");
    }

    @Test
    void aStandardExecutionIsWaitedForBySyncOnly() {
        var inner = node("v", "aws.stepfunctions.statemachine", "");
        for (var action : List.of("states:startExecution.sync:2", "states:startExecution.sync"))
            assertThat(texts(
                            flow("Run", task("Run", "arn:aws:states:::" + action, ""), inner, link("w", "v", "")),
                            "stepfunctions.sync-needs-express"))
                    .isEmpty();
        assertThat(texts(
                        flow(
                                "Run",
                                task("Run", "arn:aws:states:::aws-sdk:sfn:startSyncExecution", ""),
                                inner,
                                link("w", "v", "")),
                        "stepfunctions.sync-needs-express"))
                .containsExactly(
                        "nodes[w].definition.States.Run.Resource — Expected states:startExecution.sync:2, because v is a Standard workflow, received startSyncExecution.");
    }

    @Test
    void aTokenMustBeReturnedBySomebody() {
        var send = task("Ask", "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "'HeartbeatSeconds':60,");
        var nodes = node("q", "aws.sqs.queue", "") + node("f", "aws.lambda.function", "");
        var alone = flow("Ask", send, nodes, link("w", "q", ""));
        assertThat(texts(alone, "stepfunctions.no-callback"))
                .containsExactly(
                        "nodes[w].definition.States.Ask.Resource — Expected somebody who does what q is handed and returns the token, found nobody; Ask waits until its TimeoutSeconds, or a year.\nMaybe set callbackTime of the link, the time after which the token comes back.");
        assertThat(texts(alone, "stepfunctions.no-heartbeat")).isEmpty();
        for (var links : List.of(link("w", "q", "") + link("q", "f", ""), link("w", "q", "'callbackTime':'3 h'")))
            assertThat(texts(flow("Ask", send, nodes, links), "stepfunctions.no-callback"))
                    .isEmpty();
        var put = task("Ask", "arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken", "");
        var table = flow("Ask", put, node("t", "aws.dynamodb.table", ""), link("w", "t", ""));
        assertThat(texts(table, "stepfunctions.no-callback")).hasSize(1);
        assertThat(texts(table, "stepfunctions.no-heartbeat"))
                .containsExactly(
                        "nodes[w].definition.States.Ask.Resource — A token that is lost keeps Ask waiting for up to a year.\nMaybe set HeartbeatSeconds or TimeoutSeconds.");
        var publish = task("Ask", "arn:aws:states:::sns:publish.waitForTaskToken", "");
        var hub = node("hub", "aws.sns.topic", "");
        assertThat(texts(
                        flow(
                                "Ask",
                                publish,
                                nodes + hub,
                                link("w", "hub", "") + link("hub", "q", "") + link("q", "f", "")),
                        "stepfunctions.no-callback"))
                .isEmpty();
        assertThat(texts(
                        flow("Ask", publish, nodes + hub, link("w", "hub", "") + link("hub", "q", "")),
                        "stepfunctions.no-callback"))
                .hasSize(1);
    }

    @Test
    void anExecutionMustNotOutgrowItsHistory() {
        var map = "'Each':{'Type':'Map','ItemCount':%d,'End':true,'ItemProcessor':{%s'StartAt':'Call','States':{"
                + task("Call", LAMBDA, "") + "}}}";
        var function = node("f", "aws.lambda.function", "");
        // Start and end, four for the Map, and seven for each item.
        assertThat(texts(flow("Each", map.formatted(3570, ""), function, link("w", "f", "")), "stepfunctions.history"))
                .isEmpty();
        assertThat(texts(flow("Each", map.formatted(3571, ""), function, link("w", "f", "")), "stepfunctions.history"))
                .containsExactly(
                        "nodes[w].definition — Expected at most 25000 events in the history of an execution, received about 25003; it fails when it gets there.\nMaybe let a distributed Map, or executions of another workflow, do the work.");
        var distributed = "'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},";
        for (var fine : List.of(
                flow("Each", map.formatted(9000, distributed), function, link("w", "f", "")),
                flow("EXPRESS", "Each", map.formatted(9000, ""), function, link("w", "f", ""))))
            assertThat(texts(fine, "stepfunctions.history")).isEmpty();
    }

    @Test
    void anEnrichmentOfTypeStandardIsFoundWithoutAMendThatContradictsAnother() {
        var nodes = node("c", "traffic.clients", "")
                + node("q", "aws.sqs.queue", "")
                + node("p", "aws.pipes.pipe", "")
                + node("w", "aws.stepfunctions.statemachine", "")
                + node("f", "aws.lambda.function", "");
        var links = link("c", "q", "")
                + link("q", "p", "")
                + link("p", "f", "")
                + link("p", "w", "'role':'enrichment','invocationType':'sync'");
        var found = Checks.of(design(nodes, links)).stream()
                .filter(f -> f.code().equals("stepfunctions.sync-needs-express"))
                .toList();
        assertThat(found)
                .singleElement()
                .satisfies(f -> assertThat(f.mend()).isNull())
                .satisfies(
                        f -> assertThat(f.message())
                                .isEqualTo(
                                        "Expected an Express workflow, because an enrichment is waited for, received w, which is of type Standard."));
    }

    @Test
    void aMisspeltTypeGivesOneMessage() {
        var design = flow("T", "'T':{'Type':'Tesk','Next':'D'},'D':{'Type':'Pass','End':true}", "", "");
        assertThat(texts(design, "stepfunctions.definition"))
                .containsExactly(
                        "nodes[w].definition.States.T.Type — Expected one of Task, Choice, Wait, Parallel, Map, Pass, Succeed, Fail, received Tesk.");
    }
}
