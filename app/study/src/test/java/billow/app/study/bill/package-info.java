@NullMarked
package billow.app.study.bill;

import org.jspecify.annotations.NullMarked;
