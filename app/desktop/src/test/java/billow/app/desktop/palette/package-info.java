@NullMarked
package billow.app.desktop.palette;

import org.jspecify.annotations.NullMarked;
