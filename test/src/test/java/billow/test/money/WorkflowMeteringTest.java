package billow.test.money;

import static billow.test.money.Metered.GIGABYTE;
import static billow.test.money.Metered.clients;
import static billow.test.money.Metered.function;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.simulator.run.Designs;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What workflows are metered for, by the number of the billing rule in the README of pricing-data.
class WorkflowMeteringTest {
    private static final String TRANSITIONS = "stepfunctions.standard_transition";
    private static final String REQUESTS = "stepfunctions.express_request";
    private static final String DURATION = "stepfunctions.express_duration";
    private static final String TASK =
            "{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Parameters':{'FunctionName':'f'},%s}";

    static JsonNode definition(String start, String states) {
        return JsonMapper.shared()
                .readTree("{'StartAt':'%s','States':{%s}}"
                        .formatted(start, states)
                        .replace('\'', '"'));
    }

    /// Ten executions, one a second, of a machine that takes no time of its own.
    private static Metered ten(JsonNode definition, String type, Object... set) {
        return with(function(1), definition, type, set);
    }

    private static Metered with(Object[] function, JsonNode definition, String type, Object... set) {
        var all = new Object[set.length + 10];
        System.arraycopy(
                new Object[] {
                    "definition",
                    definition,
                    "type",
                    type,
                    "startLatency",
                    Designs.NOTHING,
                    "taskOverhead",
                    Designs.NOTHING,
                    "transitionLatency",
                    Designs.NOTHING
                },
                0,
                all,
                0,
                10);
        System.arraycopy(set, 0, all, 10, set.length);
        return Metered.run(
                clients(
                                1,
                                "shape",
                                "spike",
                                "shapeFactor",
                                0.0,
                                "shapeStart",
                                9_500 * Metered.MILLISECOND,
                                "shapeLength",
                                3_600 * Metered.SECOND)
                        .node("flow", "aws.stepfunctions.statemachine", all)
                        .node("f", "aws.lambda.function", function)
                        .link("clients", "flow")
                        .link("flow", "f"),
                100);
    }

    @Test
    void rule30CountsEachStateEnteredTheFirstOneToo() {
        var one = ten(definition("A", "'A':{'Type':'Pass','End':true}"), "STANDARD");
        assertThat(one.of("flow", TRANSITIONS)).isEqualTo(10);
        var four = ten(
                definition(
                        "A",
                        "'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Wait','Seconds':3,'Next':'C'},"
                                + "'C':{'Type':'Pass','Next':'D'},'D':{'Type':'Succeed'}"),
                "STANDARD");
        assertThat(four.of("flow", TRANSITIONS)).isEqualTo(10 * 4);
    }

    @Test
    void rule30CountsEachRetryAndTheStatesOfBranchesAndIterations() {
        var retry = TASK.formatted("'Retry':[{'ErrorEquals':['States.ALL'],'IntervalSeconds':1,'MaxAttempts':2}],"
                + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'B'}],'Next':'B'");
        var failing = with(
                function(1, "errorRate", 1.0),
                definition("A", "'A':" + retry + ",'B':{'Type':'Pass','End':true}"),
                "STANDARD");
        assertThat(failing.of("flow", TRANSITIONS)).isEqualTo(10 * (3 + 1));
        assertThat(failing.of("f", "lambda.requests")).isEqualTo(10 * 3);
        var branch = "{'StartAt':'%s','States':{'%s':{'Type':'Pass','End':true}}}";
        var nested = ten(
                definition(
                        "P",
                        "'P':{'Type':'Parallel','Branches':[" + branch.formatted("X", "X") + ","
                                + branch.formatted("Y", "Y") + "],'Next':'M'},'M':{'Type':'Map','ItemCount':7,"
                                + "'ItemProcessor':" + branch.formatted("Z", "Z") + ",'End':true}"),
                "STANDARD");
        assertThat(nested.of("flow", TRANSITIONS)).isEqualTo(10 * (1 + 2 + 1 + 7));
    }

    @Test
    void rule31RoundsEachExpressExecutionUpTo100MillisecondsAnd64Megabytes() {
        var machine = definition("A", "'A':" + TASK.formatted("'End':true"));
        for (var time : new double[][] {{99, 1}, {100, 1}, {123, 2}, {250.1, 3}}) {
            var metered = with(function(time[0]), machine, "EXPRESS", "expressMemory", 100L);
            assertThat(metered.of("flow", REQUESTS)).isEqualTo(10);
            assertThat(metered.of("flow", DURATION)).isCloseTo(10 * time[1] * 0.1 * 128 / 1024, within(1e-12));
            assertThat(metered.of("flow", TRANSITIONS)).isZero();
        }
    }

    @Test
    void rule34LogsTheHistoryOfExpressExecutions() {
        var machine = definition("A", "'A':{'Type':'Pass','End':true}");
        var metered = ten(machine, "EXPRESS", "logSize", 2048L);
        assertThat(metered.of("flow", "cloudwatch.logs_ingest_standard")).isEqualTo(10 * 2048 / GIGABYTE);
        var silent = ten(machine, "EXPRESS");
        assertThat(silent.of("flow", "cloudwatch.logs_ingest_standard")).isZero();
    }

    @Test
    void rule34BillsChildrenOfADistributedMapAsExecutionsOfTheirOwn() {
        for (var type : new String[] {"EXPRESS", "STANDARD"}) {
            var metered = ten(
                    definition(
                            "M",
                            "'M':{'Type':'Map','ItemCount':5,'ItemProcessor':{'ProcessorConfig':"
                                    + "{'Mode':'DISTRIBUTED','ExecutionType':'" + type + "'},'StartAt':'Z',"
                                    + "'States':{'Z':{'Type':'Pass','Next':'Y'},'Y':{'Type':'Pass','End':true}}},"
                                    + "'End':true}"),
                    "STANDARD");
            boolean express = type.equals("EXPRESS");
            assertThat(metered.of("flow", REQUESTS)).as(type).isEqualTo(express ? 10 * 5 : 0);
            assertThat(metered.of("flow", DURATION))
                    .as(type)
                    .isCloseTo(express ? 10 * 5 * 0.1 * 64 / 1024 : 0, within(1e-12));
            assertThat(metered.of("flow", TRANSITIONS)).as(type).isEqualTo(express ? 10 : 10 * (1 + 5 * 2));
        }
    }
}
