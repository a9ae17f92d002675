/// What a run measured, as numbers, charts and tables.
@NullMarked
package billow.app.desktop.results;

import org.jspecify.annotations.NullMarked;
