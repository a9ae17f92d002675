/// Pictures of designs as vector graphics.
@NullMarked
package billow.diagrams.picture;

import org.jspecify.annotations.NullMarked;
