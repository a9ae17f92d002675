/// Interpreter of state machines: executes a parsed machine step by step and owns no clock. Work, waiting and time
/// passing between states are asked of an [billow.simulator.workflow.Effects]; its driver reports back. In a run,
/// [billow.simulator.workflow.WorkflowActor] is that driver.
@NullMarked
package billow.simulator.workflow;

import org.jspecify.annotations.NullMarked;
