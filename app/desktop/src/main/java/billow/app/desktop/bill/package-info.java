/// The bill of a run, line by line.
@NullMarked
package billow.app.desktop.bill;

import org.jspecify.annotations.NullMarked;
