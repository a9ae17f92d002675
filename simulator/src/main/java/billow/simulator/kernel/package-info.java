/// Virtual time: a clock, the events ahead of it, and the behaviours they are for. Knows nothing of services.
///
/// - [Kernel] moves the clock from event to event and hands each to the [Behaviour] placed at its node.
/// - `EventList` keeps what lies ahead in order: a heap of times and scheduling numbers in primitive arrays.
/// - [Lane] keeps timers of one constant delay in a queue, of which only the head is in the heap.
/// - [Stream] is a source of arrivals; streams wait beside the heap, as one number each.
/// - [Pulse] looks in every few thousand events to report progress or to stop the run.
///
/// ## Order
///
/// Events run in order of time. At equal times they run in the order in which they were scheduled, whether as plain
/// events, with no delay, or on a lane. Arrivals of streams come last at their instant, in the order in which the
/// streams were added; what an arrival schedules without delay runs before the next arrival. The same calls therefore
/// give the same run, on any machine.
///
/// Nothing is allocated per event and nothing is static and mutable: one kernel belongs to one thread, many kernels
/// run side by side.
@NullMarked
package billow.simulator.kernel;

import org.jspecify.annotations.NullMarked;
