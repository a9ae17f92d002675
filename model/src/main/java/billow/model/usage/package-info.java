/// What a design consumed: quantities per meter, the only thing simulation and prices exchange.
@NullMarked
package billow.model.usage;

import org.jspecify.annotations.NullMarked;
