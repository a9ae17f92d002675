@NullMarked
package billow.model.file;

import org.jspecify.annotations.NullMarked;
