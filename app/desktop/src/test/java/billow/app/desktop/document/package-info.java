@NullMarked
package billow.app.desktop.document;

import org.jspecify.annotations.NullMarked;
