/// The drawing: an immutable value of nodes, links, scenarios and notes.
@NullMarked
package billow.model.design;

import org.jspecify.annotations.NullMarked;
