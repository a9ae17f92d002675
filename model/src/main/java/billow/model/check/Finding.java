package billow.model.check;

import billow.model.edit.Edit;
import org.jspecify.annotations.Nullable;

/// One thing wrong with, or remarkable about, a design.
///
/// @param severity how bad it is
/// @param code     stable name of the rule, for example `range` or `lambda.timeout-above-visibility`
/// @param path     where, for example `nodes[orders].memorySize`
/// @param message  what is wrong and what was expected
/// @param mend     puts it right in one step without breaking anything else; null when that takes a decision
public record Finding(
        Severity severity,
        String code,
        String path,
        String message,
        @Nullable Edit mend) {
    /// ERROR: cannot be simulated. WARNING: will probably hurt. HINT: worth knowing.
    public enum Severity {
        ERROR,
        WARNING,
        HINT
    }

    public static Finding error(String code, String path, String message) {
        return new Finding(Severity.ERROR, code, path, message, null);
    }

    public static Finding warning(String code, String path, String message) {
        return new Finding(Severity.WARNING, code, path, message, null);
    }

    public static Finding hint(String code, String path, String message) {
        return new Finding(Severity.HINT, code, path, message, null);
    }

    public Finding mended(Edit mend) {
        return new Finding(severity, code, path, message, mend);
    }

    /// `path — message`
    public String text() {
        return path.isEmpty() ? message : path + " — " + message;
    }
}
