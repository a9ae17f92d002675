package billow.simulator.function;

import billow.model.archetype.Interaction;

/// How a call comes to a function.
enum Manner {
    /// The caller waits for the answer.
    SYNCHRONOUS,
    /// It is an event for the function's queue.
    QUEUED,
    /// It is a batch that an event source mapping has fetched.
    POLLED;

    static Manner of(Interaction interaction) {
        return switch (interaction) {
            case Interaction.Invoke invoke -> invoke.asynchronous() ? QUEUED : SYNCHRONOUS;
            case Interaction.Request r -> SYNCHRONOUS;
            case Interaction.Call c -> SYNCHRONOUS;
            case Interaction.Report r -> QUEUED;
            case Interaction.Deliver d -> QUEUED;
            case Interaction.Poll p -> POLLED;
            case Interaction.Read r -> POLLED;
            case Interaction.Operate o -> throw misplaced();
            case Interaction.Store s -> throw misplaced();
            case Interaction.Identify i -> throw misplaced();
            case Interaction.FileAccess f -> throw misplaced();
            case Interaction.Send s -> throw misplaced();
            case Interaction.Put p -> throw misplaced();
            case Interaction.Publish p -> throw misplaced();
            case Interaction.Start s -> throw misplaced();
            case Interaction.DeadLetter d -> throw misplaced();
        };
    }

    private static IllegalStateException misplaced() {
        return new IllegalStateException("A function takes invocations and batches only.");
    }
}
