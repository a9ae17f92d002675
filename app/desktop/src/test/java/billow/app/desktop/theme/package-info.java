@NullMarked
package billow.app.desktop.theme;

import org.jspecify.annotations.NullMarked;
