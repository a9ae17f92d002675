@NullMarked
package billow.app.study.expectation;

import org.jspecify.annotations.NullMarked;
