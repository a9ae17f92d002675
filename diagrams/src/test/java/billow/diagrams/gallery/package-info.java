@NullMarked
package billow.diagrams.gallery;

import org.jspecify.annotations.NullMarked;
