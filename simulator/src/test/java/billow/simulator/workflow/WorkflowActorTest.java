package billow.simulator.workflow;

import static billow.simulator.workflow.Machine.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How a state machine starts, runs, waits, is throttled and is billed.
final class WorkflowActorTest {
    private static final String ONE_TASK =
            "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:lambda:us-east-1:123456789012:function:f','End':true}}}";
    private static final String CAUGHT =
            "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'f','Catch':[{'ErrorEquals':['%s'],'Next':'OK'}],'End':true},"
                    + "'OK':{'Type':'Succeed'}}}";

    private static Distribution seconds(double value) {
        return new Distribution.Constant(value * 1e9);
    }

    private static String chain(int states) {
        return IntStream.range(0, states)
                .mapToObj(i -> "'S%d':{'Type':'Pass',%s}"
                        .formatted(i, i + 1 < states ? "'Next':'S" + (i + 1) + "'" : "'End':true"))
                .collect(Collectors.joining(",", "{'StartAt':'S0','States':{", "}}"));
    }

    private static String waiting(int seconds) {
        return "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':%d,'End':true}}}".formatted(seconds);
    }

    @Test
    void addsStartTaskAndTransitionLatencyOnTheWay() {
        var run = new Machine(
                        "{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'T'},'T':{'Type':'Task','Resource':'f','Next':'B'},"
                                + "'B':{'Type':'Pass','End':true}}}")
                .service("f", seconds(0.1))
                .latencies(20, 18.81, 1)
                .once();
        assertThat(run.outcome()).isEqualTo(Outcome.OK);
        assertThat(run.seconds()).isCloseTo(0.020 + 0.001 + 0.01881 + 0.1 + 0.001, within(1e-9));
        assertThat(run.client().spent(Cause.WORK)).isEqualTo(SECOND / 10);
        assertThat(run.client().spent(Cause.NETWORK)).isEqualTo(40_810_000);
    }

    @Test
    void callsItsServiceHalfTheOverheadAfterTheTaskBegan() {
        var run = new Machine(ONE_TASK)
                .service("f", seconds(10))
                .latencies(0, 2000, 0)
                .run(1, 0, 11 * SECOND);
        assertThat(run.service("f").offered()).isEqualTo(1);
        assertThat(run.service("f").outcome(Outcome.OK)).isZero();
        var whole = new Machine(ONE_TASK)
                .service("f", seconds(10))
                .latencies(0, 2000, 0)
                .run(1, 0, 12 * SECOND);
        assertThat(whole.service("f").outcome(Outcome.OK)).isEqualTo(1);
        assertThat(whole.client().outcomes).containsExactly(Outcome.OK);
    }

    @Test
    void answersAnAsynchronousStartWhenTheExecutionHasBegun() {
        var run = new Machine(waiting(100)).asynchronous().latencies(20, 0, 0).run(3, SECOND, 50 * SECOND);
        assertThat(run.client().outcomes).containsExactly(Outcome.OK, Outcome.OK, Outcome.OK);
        assertThat(run.seconds()).isEqualTo(0.02);
        assertThat(run.count("executionsStarted")).isEqualTo(3);
        assertThat(run.count("executionsSucceeded")).isZero();
        assertThat(run.world().calls().live()).isEqualTo(3);
        assertThat(((Measure.Level) run.measure("openExecutions")).max()).isEqualTo(3);
    }

    @Test
    void everyExecutionStartedHasEndedOrIsOpen() {
        var run = new Machine("{'StartAt':'C','States':{'C':{'Type':'Choice','Choices':["
                        + "{'Probability':0.3,'Next':'F'},{'Probability':0.3,'Next':'Long'}],'Default':'W'},"
                        + "'F':{'Type':'Fail'},'Long':{'Type':'Wait','Seconds':250,'Next':'Longer'},'Longer':{'Type':'Wait','Seconds':250,'End':true},"
                        + "'W':{'Type':'Wait','Seconds':10,'End':true}}}")
                .asynchronous()
                .run(1000, SECOND, 1000 * SECOND);
        long open = run.world().calls().live();
        long failed = run.count("executionsFailed");
        long timedOut = run.count("executionsTimedOut");
        assertThat(run.count("executionsStarted")).isEqualTo(1000);
        assertThat(run.count("executionsSucceeded") + failed + timedOut + open).isEqualTo(1000);
        assertThat(failed).isBetween(240L, 360L);
        assertThat(timedOut).isBetween(140L, 280L);
        assertThat(open).isBetween(50L, 150L);
    }

    @Test
    void theOpenExecutionsFollowLittlesLaw() {
        var run = new Machine(waiting(20)).asynchronous().run(2000, SECOND / 2, 1000 * SECOND);
        var open = (Measure.Level) run.measure("openExecutions");
        assertThat(open.max()).isEqualTo(40);
        assertThat(open.mean()).isCloseTo(40 - 40 * 20 / 2.0 / 1000, within(0.02));
        var time = (Measure.Mean) run.measure("executionTime");
        assertThat(time.sum() / time.count()).isEqualTo(20_000);
    }

    @Test
    void refusesStartsThatFindTheBucketEmpty() {
        var run = new Machine(chain(1)).starts(10, 5).run(20, 0, SECOND);
        assertThat(Collections.frequency(run.client().outcomes, Outcome.OK)).isEqualTo(5);
        assertThat(Collections.frequency(run.client().outcomes, Outcome.THROTTLED))
                .isEqualTo(15);
        assertThat(run.count("throttledEvents")).isEqualTo(15);
        assertThat(run.count("executionThrottled")).isZero();
        assertThat(run.machine().counter(Counter.EXECUTIONS)).isEqualTo(5);
        var spread = new Machine(chain(1)).starts(10, 5).run(100, SECOND / 20, 10 * SECOND);
        // 20 a second for 4.95 s find 5 tokens and 10 more a second.
        assertThat(Collections.frequency(spread.client().outcomes, Outcome.OK)).isEqualTo(5 + 49);
    }

    @Test
    void delaysTransitionsThatExceedTheirRateAndLosesNone() {
        var run = new Machine(chain(30)).standard().transitions(10, 10).once();
        assertThat(run.outcome()).isEqualTo(Outcome.OK);
        assertThat(run.seconds()).isCloseTo(2.0, within(1e-6));
        assertThat(run.count("executionThrottled")).isEqualTo(20);
        assertThat(run.client().spent(Cause.QUEUEING))
                .isEqualTo(run.client().nanos.getFirst());
    }

    @Test
    void executionsShareTheTransitionsOfTheirMachine() {
        var run = new Machine(chain(10)).standard().transitions(10, 10).run(3, 0, 60 * SECOND);
        assertThat(run.client().nanos.stream().mapToLong(n -> n).max().orElse(0) / 1e9)
                .isCloseTo(2.0, within(1e-6));
        assertThat(run.machine().counter(Counter.TRANSITIONS)).isEqualTo(30);
    }

    @Test
    void billsAStandardExecutionByTransitionRetriesIncluded() {
        String definition = "{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'T'},"
                + "'T':{'Type':'Task','Resource':'f','Retry':[{'ErrorEquals':['States.ALL'],'MaxAttempts':2}],"
                + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'B'}],'Next':'B'},"
                + "'B':{'Type':'Pass','End':true}}}";
        var failing = new Machine(definition)
                .standard()
                .service("f", seconds(1), 1, 0)
                .run(4, SECOND, 100 * SECOND);
        assertThat(failing.machine().counter(Counter.TRANSITIONS)).isEqualTo(4 * (1 + 3 + 1));
        assertThat(failing.machine().counter(Counter.EXECUTIONS)).isEqualTo(4);
        assertThat(failing.machine().counter(Counter.EXPRESS_STEPS)).isZero();
        var sound = new Machine(definition).standard().service("f", seconds(1)).once();
        assertThat(sound.machine().counter(Counter.TRANSITIONS)).isEqualTo(3);
    }

    @Test
    void billsTheStatesOfBranchesAndIterations() {
        String pass = "{'StartAt':'%s','States':{'%s':{'Type':'Pass','End':true}}}";
        var run = new Machine("{'StartAt':'P','States':{'P':{'Type':'Parallel','Branches':["
                        + pass.formatted("X", "X") + "," + pass.formatted("Y", "Y") + "],'Next':'M'},"
                        + "'M':{'Type':'Map','ItemCount':7,'ItemProcessor':" + pass.formatted("Z", "Z")
                        + ",'End':true}}}")
                .standard()
                .once();
        assertThat(run.machine().counter(Counter.TRANSITIONS)).isEqualTo(1 + 2 + 1 + 7);
    }

    @Test
    void billsAnExpressExecutionByTimeAndMemoryEachRoundedUp() {
        var run = new Machine(ONE_TASK)
                .service("f", seconds(0.2501))
                .megabytes(100)
                .run(3, SECOND, 10 * SECOND);
        assertThat(run.machine().counter(Counter.EXPRESS_STEPS)).isEqualTo(3 * 3 * 2);
        assertThat(run.machine().counter(Counter.EXECUTIONS)).isEqualTo(3);
        assertThat(run.machine().counter(Counter.TRANSITIONS)).isZero();
    }

    @Test
    void anExpressExecutionEndsAfterFiveMinutes() {
        var run = new Machine("{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':200,'Next':'X'},"
                        + "'X':{'Type':'Wait','Seconds':200,'End':true}}}")
                .once();
        assertThat(run.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(run.seconds()).isEqualTo(300);
        assertThat(run.count("executionsTimedOut")).isEqualTo(1);
        assertThat(run.count("executionsFailed")).isZero();
        assertThat(run.machine().counter(Counter.EXPRESS_STEPS)).isEqualTo(3000);
    }

    @Test
    void aMachinesOwnTimeoutEndsItsExecutionsInTheOrderOfTheirBeginning() {
        var run = new Machine(waiting(100).replaceFirst("\\{", "{'TimeoutSeconds':30,"))
                .standard()
                .run(5, SECOND, 32 * SECOND + SECOND / 2);
        assertThat(run.client().outcomes).containsExactly(Outcome.TIMEOUT, Outcome.TIMEOUT, Outcome.TIMEOUT);
        assertThat(run.client().nanos).containsOnly(30 * SECOND);
    }

    @Test
    void aStandardExecutionFailsWhenItsHistoryIsFull() {
        var run = new Machine("{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':1,'Next':'C'},"
                        + "'C':{'Type':'Choice','Choices':[{'Probability':0,'Next':'End'}],'Default':'W'},"
                        + "'End':{'Type':'Succeed'}}}")
                .standard()
                .maxHistory(100)
                .once();
        // Event 1 is the start; the k-th entry is event 2k, of which the 50th, of a Choice, is one too many.
        assertThat(run.outcome()).isEqualTo(Outcome.FUNCTION_ERROR);
        assertThat(run.seconds()).isEqualTo(25);
    }

    @Test
    void aFailedExecutionIsAFunctionErrorToItsCaller() {
        var run = new Machine("{'StartAt':'F','States':{'F':{'Type':'Fail','Error':'E'}}}").once();
        assertThat(run.outcome()).isEqualTo(Outcome.FUNCTION_ERROR);
        assertThat(run.count("executionsFailed")).isEqualTo(1);
    }

    @Test
    void refusesStartsOfADefinitionThatIsNone() {
        assertThat(new Machine("{'States':{}}").once().outcome()).isEqualTo(Outcome.CLIENT_ERROR);
    }

    @Test
    void aTaskWithoutAnythingToCallFailsAndIsCounted() {
        var run = new Machine(CAUGHT.formatted("States.TaskFailed"))
                .latencies(0, 50, 0)
                .once();
        assertThat(run.outcome()).isEqualTo(Outcome.OK);
        assertThat(run.count("tasksWithoutTarget")).isEqualTo(1);
        assertThat(run.seconds()).isEqualTo(0.05);
        assertThat(run.client().spent(Cause.RETRY)).isEqualTo(50_000_000);
    }

    @Test
    void aThrottledFunctionIsTooManyRequests() {
        var machine = new Machine(CAUGHT.formatted("Lambda.TooManyRequestsException")).service("f", seconds(10), 0, 1);
        var run = machine.run(2, SECOND, 60 * SECOND);
        assertThat(run.client().outcomes).containsExactly(Outcome.OK, Outcome.OK);
        assertThat(run.client().nanos).containsExactly(0L, 10 * SECOND);
        var uncaught = new Machine(CAUGHT.formatted("Lambda.ServiceException"))
                .service("f", seconds(10), 0, 1)
                .run(2, SECOND, 60 * SECOND);
        assertThat(uncaught.client().outcomes).containsExactly(Outcome.FUNCTION_ERROR, Outcome.OK);
    }

    @Test
    void aFailingServiceHasTheErrorNamesOfItsLink() {
        assertThat(new Machine(CAUGHT.formatted("Lambda.ServiceException"))
                        .service("f", seconds(1), 1, 0)
                        .once()
                        .outcome())
                .isEqualTo(Outcome.OK);
        assertThat(new Machine(CAUGHT.formatted("States.Http.StatusCode.500"))
                        .kind(LinkKind.CALL)
                        .service("f", seconds(1), 1, 0)
                        .once()
                        .outcome())
                .isEqualTo(Outcome.OK);
    }

    @Test
    void aTaskThatTakesTooLongIsCaughtWhileItsServiceWorksOn() {
        String definition = CAUGHT.formatted("States.Timeout").replace("'Resource'", "'TimeoutSeconds':2,'Resource'");
        var run = new Machine(definition)
                .service("f", seconds(30))
                .latencies(0, 10, 0)
                .once();
        assertThat(run.outcome()).isEqualTo(Outcome.OK);
        assertThat(run.seconds()).isEqualTo(2);
        assertThat(run.client().spent(Cause.RETRY)).isEqualTo(2 * SECOND);
        assertThat(run.service("f").outcome(Outcome.OK)).isEqualTo(1);
        assertThat(run.service("f").latency().maxMs()).isEqualTo(30_000);
    }

    @Test
    void aTimeoutOfLongAgoNeverHitsALaterTask() {
        // Tokens come round after 2048 uses: the first timeout falls into the 2049th task.
        String definition =
                "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'f','TimeoutSeconds':2048,'Next':'C'},"
                        + "'C':{'Type':'Choice','Choices':[{'Probability':0,'Next':'End'}],'Default':'T'},"
                        + "'End':{'Type':'Succeed'}}}";
        var run = new Machine(definition)
                .standard()
                .maxHistory(Integer.MAX_VALUE)
                .service("f", seconds(0.9999))
                .run(1, 0, 5000 * SECOND);
        assertThat(run.count("executionsFailed")).isZero();
        assertThat(run.service("f").outcome(Outcome.OK)).isEqualTo(5000);
    }

    @Test
    void stoppedBranchesLeaveTheirCallsWorking() {
        String task = "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'slow','End':true}}}";
        String fail = "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':1,'Next':'F'},'F':{'Type':'Fail'}}}";
        var run = new Machine("{'StartAt':'P','States':{'P':{'Type':'Parallel','Branches':[" + task + "," + fail
                        + "],'End':true}}}")
                .service("slow", seconds(20))
                .once();
        assertThat(run.outcome()).isEqualTo(Outcome.FUNCTION_ERROR);
        assertThat(run.seconds()).isEqualTo(1);
        assertThat(run.service("slow").outcome(Outcome.OK)).isEqualTo(1);
        assertThat(run.world().calls().live()).isZero();
    }

    @Test
    void theCallerIsToldOfThePathThatEndedLast() {
        String slow = "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'f','End':true}}}";
        String retried = "{'StartAt':'U','States':{'U':{'Type':'Task','Resource':'broken','Retry':["
                + "{'ErrorEquals':['States.ALL'],'IntervalSeconds':3,'MaxAttempts':1}],"
                + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'OK'}],'End':true},'OK':{'Type':'Pass','End':true}}}";
        String both = "{'StartAt':'P','States':{'P':{'Type':'Parallel','Branches':[" + slow + "," + retried
                + "],'Next':'W'},'W':{'Type':'Wait','Seconds':1,'End':true}}}";
        var working = new Machine(both)
                .service("f", seconds(9))
                .service("broken", seconds(1), 1, 0)
                .once();
        assertThat(working.seconds()).isEqualTo(10);
        assertThat(working.client().spent(Cause.WORK)).isEqualTo(10 * SECOND);
        var retrying = new Machine(both)
                .service("f", seconds(2))
                .service("broken", seconds(1), 1, 0)
                .once();
        assertThat(retrying.seconds()).isEqualTo(6);
        assertThat(retrying.client().spent(Cause.RETRY)).isEqualTo(5 * SECOND);
        assertThat(retrying.client().spent(Cause.WORK)).isEqualTo(SECOND);
    }

    @Test
    void runsOnDataWhereThereIsSome() {
        String definition = "{'StartAt':'C','States':{'C':{'Type':'Choice','Choices':[{'Variable':'$.n',"
                + "'NumericGreaterThan':5,'Next':'W'}],'Default':'T'},'W':{'Type':'Wait','SecondsPath':'$.n','Next':'T'},"
                + "'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',"
                + "'Parameters':{'FunctionName':'f','Payload.$':'$'},'OutputPath':'$.Payload','Next':'W2'},"
                + "'W2':{'Type':'Wait','SecondsPath':'$.n','End':true}}}";
        assertThat(new Machine(definition)
                        .service("f", seconds(1))
                        .input("{'n':7}")
                        .once()
                        .seconds())
                .isEqualTo(15);
        assertThat(new Machine(definition)
                        .service("f", seconds(1))
                        .input("{'n':2}")
                        .once()
                        .seconds())
                .isEqualTo(3);
    }

    @Test
    void childrenOfADistributedMapStartOneAfterTheOtherAtTheirRate() {
        String child = "{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'%s'},'StartAt':'Z',"
                + "'States':{'Z':{'Type':'Pass','End':true}}}";
        String definition =
                "{'StartAt':'M','States':{'M':{'Type':'Map','ItemCount':501,'ItemProcessor':%s,'End':true}}}";
        var standard = new Machine(definition.formatted(child.formatted("STANDARD")))
                .standard()
                .once();
        assertThat(standard.seconds()).isCloseTo(5, within(1e-6));
        assertThat(standard.machine().counter(Counter.TRANSITIONS)).isEqualTo(502);
        var express = new Machine(definition.formatted(child.formatted("EXPRESS")))
                .standard()
                .once();
        assertThat(express.seconds()).isCloseTo(0.5, within(1e-6));
        assertThat(express.machine().counter(Counter.TRANSITIONS)).isEqualTo(1);
        assertThat(express.machine().counter(Counter.EXPRESS_STEPS)).isEqualTo(501);
    }

    @Test
    void equalSeedsGiveEqualRunsFoldedOrNot() {
        var folded = random(1, false);
        assertThat(random(1, false)).isEqualTo(folded);
        assertThat(random(1, true)).isEqualTo(folded);
        assertThat(random(2, false)).isNotEqualTo(folded);
    }

    private static List<Object> random(long seed, boolean unfolded) {
        String definition = "{'StartAt':'P','States':{'P':{'Type':'Parallel','Branches':["
                + "{'StartAt':'A','States':{'A':{'Type':'Task','Resource':'f','TimeoutSeconds':2,"
                + "'Retry':[{'ErrorEquals':['States.ALL'],'JitterStrategy':'FULL'}],'Next':'C'},"
                + "'C':{'Type':'Choice','Choices':[{'Probability':0.3,'Next':'A'}],'Default':'D'},"
                + "'D':{'Type':'Pass','End':true}}},"
                + "{'StartAt':'M','States':{'M':{'Type':'Map','ItemCount':5,'MaxConcurrency':2,'ItemProcessor':"
                + "{'StartAt':'G','States':{'G':{'Type':'Task','Resource':'g','End':true}}},"
                + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'E'}],'End':true},'E':{'Type':'Pass','End':true}}}"
                + "],'End':true}}}";
        var machine = new Machine(definition)
                .service("f", new Distribution.Exponential(1e9), 0.1, 0)
                .service("g", new Distribution.Exponential(5e8), 0.02, 0)
                .latencies(20, 18.81, 1)
                .seed(seed);
        var run = (unfolded ? machine.unfolded() : machine).run(300, SECOND / 3, 200 * SECOND);
        assertThat(run.client().spentInAll())
                .isEqualTo(run.client().nanos.stream().mapToLong(n -> n).sum());
        return List.of(
                run.client().outcomes,
                run.client().nanos,
                run.machine().counter(Counter.EXPRESS_STEPS),
                run.world().actor(1).measures(),
                run.service("f").offered(),
                run.service("g").offered());
    }

    @Test
    void anExecutionOfMoreThanTwentyFiveThousandEventsFails() {
        // The start is one event, a state two, the end one: 12 499 states make 25 000 events.
        String loop =
                "{'StartAt':'P','States':{'P':{'Type':'Pass','Parameters':{'n.$':'States.MathAdd($.n, 1)'},'Next':'C'},"
                        + "'C':{'Type':'Choice','Choices':[{'Variable':'$.n','NumericLessThan':%d,'Next':'P'}],'Default':'P2'},"
                        + "'P2':{'Type':'Pass','End':true}}}";
        int last = 6249;
        for (boolean fits : new boolean[] {true, false}) {
            var run = new Machine(loop.formatted(fits ? last : last + 1))
                    .standard()
                    .input("{'n':0}")
                    .once();
            assertThat(run.outcome()).isEqualTo(fits ? Outcome.OK : Outcome.FUNCTION_ERROR);
        }
    }
}
