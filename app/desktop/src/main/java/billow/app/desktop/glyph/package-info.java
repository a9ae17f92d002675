/// Vector glyphs of services and commands, drawn from path data.
@NullMarked
package billow.app.desktop.glyph;

import org.jspecify.annotations.NullMarked;
