@NullMarked
package billow.app.study;

import org.jspecify.annotations.NullMarked;
