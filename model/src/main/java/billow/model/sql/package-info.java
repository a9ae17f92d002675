/// The SQL of rules of AWS IoT: what they select from messages of which topics.
@NullMarked
package billow.model.sql;

import org.jspecify.annotations.NullMarked;
