/// The drawing area: skins by node id, gestures, keyboard, viewport.
@NullMarked
package billow.app.desktop.canvas;

import org.jspecify.annotations.NullMarked;
