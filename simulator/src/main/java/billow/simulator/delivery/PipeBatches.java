package billow.simulator.delivery;

import billow.model.archetype.FanOut;
import billow.simulator.flow.Actor;
import billow.simulator.node.BatchSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a pipe knows of the batches it has in hand, by the call that brought them: what each message is about, and
/// which of them the target has failed.
final class PipeBatches implements BatchSource.Contents {
    private static final int NONE = -1;
    private static final int[] NOTHING = {};

    private final String source;
    private int[][] ranks = new int[16][0];
    private int[][] sizes = new int[16][0];
    private int[] failed = new int[16];
    private int[] firstFailed = new int[16];
    private boolean[] changed = new boolean[16];
    private int current;

    /// @param pipe id of the pipe, by which buses know its events
    PipeBatches(String pipe) {
        source = "Pipe " + pipe;
    }

    /// A batch is taken.
    ///
    /// @param each whether it will be handed on message by message
    void take(int call, int count, boolean each, BatchSource from) {
        if (call >= failed.length) grow(call);
        failed[call] = 0;
        firstFailed[call] = NONE;
        changed[call] = false;
        if (!each || count < 2) return;
        ranks[call] = new int[count];
        sizes[call] = new int[count];
        Arrays.fill(sizes[call], NONE);
        current = call;
        from.contents(call, this);
    }

    @Override
    public void message(int place, int rank, int bytes) {
        if (place >= sizes[current].length) return;
        ranks[current][place] = rank;
        sizes[current][place] = bytes;
    }

    private boolean knows(int call, int place) {
        return !changed[call] && place < sizes[call].length && sizes[call][place] != NONE;
    }

    /// @param otherwise where that is not known
    int rank(int call, int place, int otherwise) {
        return knows(call, place) ? ranks[call][place] : otherwise;
    }

    /// @param otherwise where that is not known
    int bytes(int call, int place, int otherwise) {
        return knows(call, place) ? sizes[call][place] : otherwise;
    }

    /// An enrichment has made another batch of it.
    void change(int call) {
        changed[call] = true;
    }

    void fail(int call, int place) {
        failed[call]++;
        if (firstFailed[call] == NONE || place < firstFailed[call]) firstFailed[call] = place;
    }

    int failed(int call) {
        return failed[call];
    }

    /// Place of the first message that failed.
    int firstFailed(int call) {
        return firstFailed[call];
    }

    /// Whether its messages are still those of the source.
    boolean isOriginal(int call) {
        return !changed[call];
    }

    void release(int call) {
        ranks[call] = NOTHING;
        sizes[call] = NOTHING;
    }

    /// The messages of a batch as pipes see them: those of Kinesis without the wrapper that functions get.
    static @Nullable JsonNode messages(@Nullable JsonNode event) {
        if (event == null || !event.path("Records").isArray()) return event;
        var messages = JsonNodeFactory.instance.arrayNode();
        for (var one : event.path("Records")) messages.add(one.has("kinesis") ? one.path("kinesis") : one);
        return messages;
    }

    /// One message as a target is told of it: an event of a bus, a notification of a topic, for others itself.
    @Nullable
    JsonNode told(@Nullable JsonNode messages, int place, Actor target) {
        var one = messages == null ? null : messages.path(place);
        if (one == null || one.isMissingNode() || one.isEmpty() && one.isContainer()) return null;
        if (!(target instanceof FanOutActor fanOut)) return one;
        var told = JsonNodeFactory.instance.objectNode();
        if (fanOut.service() != FanOut.Service.BUS) return told.set("Message", one);
        return told.put("source", source)
                .put("detail-type", "Event from aws:" + origin(one))
                .set("detail", one);
    }

    private static String origin(JsonNode message) {
        if (message.has("body")) return "sqs";
        return message.has("dynamodb") ? "dynamodb" : "kinesis";
    }

    private void grow(int call) {
        int old = failed.length;
        int wanted = Math.max(call + 1, 2 * old);
        ranks = Arrays.copyOf(ranks, wanted);
        sizes = Arrays.copyOf(sizes, wanted);
        failed = Arrays.copyOf(failed, wanted);
        firstFailed = Arrays.copyOf(firstFailed, wanted);
        changed = Arrays.copyOf(changed, wanted);
        Arrays.fill(ranks, old, wanted, NOTHING);
        Arrays.fill(sizes, old, wanted, NOTHING);
    }
}
