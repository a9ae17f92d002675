/// Headless studies: a design run and billed, goals judged, and the result written as JSON, text, CSV or a page to
/// read.
@NullMarked
package billow.app.study;

import org.jspecify.annotations.NullMarked;
