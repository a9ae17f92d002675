@NullMarked
package billow.app.cli;

import org.jspecify.annotations.NullMarked;
