/// What a service is: its declaration, what may be connected to it, what is metered.
@NullMarked
package billow.model.kind;

import org.jspecify.annotations.NullMarked;
