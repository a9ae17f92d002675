/// Colours, fonts and style sheets, light and dark.
@NullMarked
package billow.app.desktop.theme;

import org.jspecify.annotations.NullMarked;
