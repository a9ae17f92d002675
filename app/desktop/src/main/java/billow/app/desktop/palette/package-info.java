/// The services that can be placed.
@NullMarked
package billow.app.desktop.palette;

import org.jspecify.annotations.NullMarked;
