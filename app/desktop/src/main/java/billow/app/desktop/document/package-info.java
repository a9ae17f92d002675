/// The open design: its history, file, journal and selection; no controls.
@NullMarked
package billow.app.desktop.document;

import org.jspecify.annotations.NullMarked;
