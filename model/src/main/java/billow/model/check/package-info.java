/// What is wrong with, or remarkable about, a design.
@NullMarked
package billow.model.check;

import org.jspecify.annotations.NullMarked;
