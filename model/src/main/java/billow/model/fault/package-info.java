/// Scheduled faults: what breaks when, as one line of text in scenarios and on the command line.
@NullMarked
package billow.model.fault;

import org.jspecify.annotations.NullMarked;
