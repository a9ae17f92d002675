/// The glyphs of services and their families.
@NullMarked
package billow.diagrams.glyph;

import org.jspecify.annotations.NullMarked;
