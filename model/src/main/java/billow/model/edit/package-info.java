/// Changes to a design as values, and the history they make.
@NullMarked
package billow.model.edit;

import org.jspecify.annotations.NullMarked;
