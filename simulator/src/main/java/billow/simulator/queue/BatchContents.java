package billow.simulator.queue;

import billow.simulator.node.BatchSource.Contents;
import billow.simulator.node.Recursion;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What is in a batch of received messages: what the consumer is told of them, and which of them can't be processed.
final class BatchContents {
    private final Batches batches;
    private final Messages messages;

    BatchContents(Batches batches, Messages messages) {
        this.batches = batches;
        this.messages = messages;
    }

    /// What the function is told of a batch: its records with their bodies, in the order in which they were received.
    JsonNode event(int batch) {
        var records = new ArrayList<JsonNode>();
        for (int message = batches.head(batch); message >= 0; message = messages.next(message)) {
            var body = messages.data(message);
            var one = JsonNodeFactory.instance.objectNode();
            if (body != null) one.set("body", body);
            records.add(one);
        }
        var event = JsonNodeFactory.instance.objectNode();
        event.putArray("Records").addAll(records.reversed());
        return event;
    }

    /// Tells of the messages of a batch that are still hidden.
    void tell(int batch, Contents contents) {
        int place = batches.count(batch) - 1;
        for (int message = batches.head(batch); message >= 0 && place >= 0; message = messages.next(message), place--)
            contents.message(place, messages.rank(message), messages.bytes(message));
    }

    /// Of all its messages, for each function in a loop, the most rounds.
    long furthest(int batch) {
        long all = 0;
        for (int message = batches.head(batch); message >= 0; message = messages.next(message))
            all = Recursion.furthest(all, messages.rounds(message));
        return all;
    }

    /// Whether all of a batch was received before.
    boolean redelivered(int batch) {
        for (int message = batches.head(batch); message >= 0; message = messages.next(message))
            if (messages.receives(message) < 2) return false;
        return true;
    }

    /// The first message that can't be processed, from 1; 0 for none.
    int flaw(int batch) {
        int place = 1;
        for (int message = batches.head(batch); message >= 0; message = messages.next(message), place++)
            if (messages.isPoison(message)) return place;
        return 0;
    }

    /// How many of its messages can't be processed.
    int poisoned(int batch) {
        int count = 0;
        for (int message = batches.head(batch); message >= 0; message = messages.next(message))
            if (messages.isPoison(message)) count++;
        return count;
    }
}
