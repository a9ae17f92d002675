package billow.simulator.queue;

/// The order in which visible messages are received. A message is a row of [Messages].
sealed interface ReceiveOrder permits ArrivalOrder, GroupOrder {
    /// A message is visible from now on.
    void add(int row);

    /// The message whose turn it is, or -1.
    int first();

    /// Takes the message that [#first] has told out of the order.
    void removeFirst();
}
