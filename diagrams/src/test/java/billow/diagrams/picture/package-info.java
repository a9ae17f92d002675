@NullMarked
package billow.diagrams.picture;

import org.jspecify.annotations.NullMarked;
