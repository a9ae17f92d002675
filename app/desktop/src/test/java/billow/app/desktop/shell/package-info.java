/// What is found by typing, without a window.
@NullMarked
package billow.app.desktop.shell;

import org.jspecify.annotations.NullMarked;
