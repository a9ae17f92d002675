/// From simulated usage to the bill.
@NullMarked
package billow.test.money;

import org.jspecify.annotations.NullMarked;
