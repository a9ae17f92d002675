/// Calls between nodes: who called whom, what came of it, where the time went. Knows no service.
///
/// - A call is a number: a row in the columns of [Calls]. Every hop of a request is one; a hop's parent is the call
///   that made it.
/// - An [Actor] is the behaviour of one node. [World] hands it calls that arrive and answers that come back.
/// - [Wire] is a link as the simulation sees it; [Recorder] counts what happens at a node.
/// - [TokenBucket], [Deadlines] and [Backoff] are the rules that several actors share.
///
/// ## Folding
///
/// A pure delay is not an event of its own: the answer that will come at a later time is handed on at once, with that
/// time. Actors that only add delays and count ([Actor#foldsAnswers]) take such answers ahead of time; the others get
/// them by an event. Because random numbers are keyed and sums are whole numbers, both ways give the same bits.
@NullMarked
package billow.simulator.flow;

import org.jspecify.annotations.NullMarked;
