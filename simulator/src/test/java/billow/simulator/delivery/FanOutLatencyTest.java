package billow.simulator.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.CallPlan;
import billow.model.archetype.FanOut;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.kind.LinkKind;
import billow.model.kind.NodeKind;
import billow.model.param.Params;
import billow.model.service.EventBus;
import billow.model.service.FunctionBehaviour;
import billow.model.service.LambdaFunction;
import billow.model.service.SnsTopic;
import billow.model.value.Distribution;
import billow.simulator.flow.Account;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.function.PoolActor;
import billow.simulator.kernel.Checks;
import billow.simulator.node.Caller;
import billow.simulator.random.Key;
import billow.simulator.statistics.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From publisher to function, against van Donkersgoed, Serverless Messaging: Latency Compared, 2022/23. The constants
/// of topic and bus come from the same table, so this shows that they are put together rightly, not that they are true:
/// the function's queue is part of what was measured.
class FanOutLatencyTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long GAP = 4 * SECOND;
    private static final int MESSAGES = 20_000;

    @ParameterizedTest
    @CsvSource({"aws.sns.topic, 73, 125, 225", "aws.events.bus, 148, 241, 387"})
    void reachesAFunctionInTheMeasuredTime(String kind, double p50, double p90, double p99) {
        double[] millis = kind.equals("aws.sns.topic") ? latencies(new SnsTopic()) : latencies(new EventBus());
        assertThat(percentile(millis, 0.50)).isCloseTo(p50, within(0.10 * p50));
        assertThat(percentile(millis, 0.90)).isCloseTo(p90, within(0.10 * p90));
        assertThat(percentile(millis, 0.99)).isCloseTo(p99, within(0.10 * p99));
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[(int) (share * sorted.length)];
    }

    private static double[] latencies(NodeKind kind) {
        var publish = new Interaction.Publish(new Distribution.Constant(1024), 1, null);
        var rule = kind.outlets().getFirst().plan().apply(Params.DEFAULTS);
        var wires = List.of(
                wire(0, LinkKind.PUBLISH, CallPlan.ONCE, publish),
                wire(1, LinkKind.DELIVER, rule, new Interaction.Deliver()),
                wire(2, LinkKind.CALL, CallPlan.ONCE, new Interaction.Call()));
        var world = new World(
                Key.mix(1, 1),
                new Account(1000, 10_000, 5000),
                new Window(0, MESSAGES * GAP),
                wires,
                true,
                Checks.FULL);
        var clock = new Clock(world);
        world.place(new Caller(world, 0, 0, 1e9 / GAP, MESSAGES * GAP));
        world.place(new FanOutActor(
                world, 1, "fanOut", (FanOut) kind.lower(Params.DEFAULTS, "eu-west-1"), wires.subList(1, 2)));
        world.place(new PoolActor(world, 2, "f", function(), wires.subList(2, 3)));
        world.place(clock);
        world.run();
        return Arrays.stream(clock.millis, 1, clock.count).sorted().toArray();
    }

    /// A function that does nothing before its call; the cold start is that of the first message, which is left out.
    private static InstancePool function() {
        var nothing = new Distribution.Constant(0);
        return (InstancePool)
                new LambdaFunction().lower(Params.DEFAULTS.with(FunctionBehaviour.DURATION, nothing), "eu-west-1");
    }

    private static Wire wire(int index, LinkKind kind, CallPlan plan, Interaction asked) {
        return new Wire(index, "w" + index, Key.mix(7, index), index, index + 1, kind, plan, asked);
    }

    /// Notes when it is called, counted from the last publish.
    private static final class Clock implements Actor {
        private final World world;
        private final double[] millis = new double[MESSAGES + 1];
        private int count;

        private Clock(World world) {
            this.world = world;
        }

        @Override
        public void arrive(int call, long time) {
            millis[count++] = time % GAP / 1e6;
            world.reply(call, Outcome.OK, time);
        }

        @Override
        public void answered(int call, int child, long time) {
            throw new AssertionError("A clock calls nobody.");
        }

        @Override
        public void wake(int event, int subject, long time) {}

        @Override
        public Map<String, Measure> measures() {
            return Map.of();
        }
    }
}
