@NullMarked
package billow.app.study.report;

import org.jspecify.annotations.NullMarked;
