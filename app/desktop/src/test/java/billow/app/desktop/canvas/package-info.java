@NullMarked
package billow.app.desktop.canvas;

import org.jspecify.annotations.NullMarked;
