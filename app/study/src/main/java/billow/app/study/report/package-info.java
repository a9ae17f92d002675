/// The page that shows a result: self-contained HTML with pictures and charts as vector graphics.
@NullMarked
package billow.app.study.report;

import org.jspecify.annotations.NullMarked;
