/// The simulator against closed forms and published measurements. The same comparisons are tests and a page:
/// `./billow validate` writes `docs/validation.md`.
@NullMarked
package billow.test.validation;

import org.jspecify.annotations.NullMarked;
