/// The catalogue: one file per service, in one explicit list.
@NullMarked
package billow.model.service;

import org.jspecify.annotations.NullMarked;
