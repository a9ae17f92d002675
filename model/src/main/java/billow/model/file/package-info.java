/// The design file: reading with every complaint in its place, writing in a stable order, migration, schema, overrides.
@NullMarked
package billow.model.file;

import org.jspecify.annotations.NullMarked;
