/// One small design for each kind, whose run and bill are known to the bit.
@NullMarked
package billow.test.golden;

import org.jspecify.annotations.NullMarked;
