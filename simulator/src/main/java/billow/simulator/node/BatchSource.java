package billow.simulator.node;

import billow.model.archetype.RecordFilter;

/// Whoever hands over batches of messages or records, and can say what each of them is about.
public interface BatchSource {
    /// Tells of the messages of a batch that are still in hand, in any order.
    ///
    /// @param call by which the batch was handed over
    void contents(int call, Contents contents);

    /// Hears of one message after the other.
    interface Contents {
        /// @param place in the batch, from 0
        /// @param rank  popularity rank of what it is about
        void message(int place, int rank, int bytes);
    }

    /// A consumer with a filter of its own: what it keeps back is not handed over, but as good as done.
    interface Choosy {
        RecordFilter filter();

        /// A message did not pass.
        void keptBack(long time);
    }
}
