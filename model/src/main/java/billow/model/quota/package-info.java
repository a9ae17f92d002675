/// Limits and defaults that AWS can change, as dated data with their sources.
@NullMarked
package billow.model.quota;

import org.jspecify.annotations.NullMarked;
