/// The usage file: quantities per meter as JSON, read with one clear message per mistake.
@NullMarked
package billow.pricing.usage;

import org.jspecify.annotations.NullMarked;
