@NullMarked
package billow.app.desktop.run;

import org.jspecify.annotations.NullMarked;
