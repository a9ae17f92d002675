/// Declared parameters of kinds and links, and the values a designer gave them.
@NullMarked
package billow.model.param;

import org.jspecify.annotations.NullMarked;
