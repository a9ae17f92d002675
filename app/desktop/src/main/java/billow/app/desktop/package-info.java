/// The window: puts the screen areas together and starts them.
@NullMarked
package billow.app.desktop;

import org.jspecify.annotations.NullMarked;
