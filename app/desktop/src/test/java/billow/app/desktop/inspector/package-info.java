@NullMarked
package billow.app.desktop.inspector;

import org.jspecify.annotations.NullMarked;
