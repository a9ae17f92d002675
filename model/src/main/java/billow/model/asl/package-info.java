/// Amazon States Language as a value: a parsed, immutable state machine with its expressions compiled, and the problems
/// found on the way. Knows nothing of time or of execution.
@NullMarked
package billow.model.asl;

import org.jspecify.annotations.NullMarked;
