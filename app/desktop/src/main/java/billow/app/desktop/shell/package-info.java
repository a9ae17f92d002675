/// The window around the screen areas: bars, commands, start page, messages.
@NullMarked
package billow.app.desktop.shell;

import org.jspecify.annotations.NullMarked;
