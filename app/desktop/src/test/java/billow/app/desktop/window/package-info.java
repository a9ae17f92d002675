/// The real window, driven by a robot.
@NullMarked
package billow.app.desktop.window;

import org.jspecify.annotations.NullMarked;
