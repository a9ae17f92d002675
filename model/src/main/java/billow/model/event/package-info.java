/// Event patterns: which events a rule of an event bus, a pipe or a filter takes. A pattern is compiled once and
/// matched
/// against flattened events.
@NullMarked
package billow.model.event;

import org.jspecify.annotations.NullMarked;
