/// Expressions over JSON as AWS evaluates them: JSONPath with reference paths, intrinsic functions, JSONata, and the
/// payload templates that carry them. Compiled once, evaluated against a [Scope], free of shared mutable state.
@NullMarked
package billow.model.expression;

import org.jspecify.annotations.NullMarked;
