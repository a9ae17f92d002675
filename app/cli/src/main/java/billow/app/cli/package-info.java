/// The command line: reads the call, runs a study, prints what it found. The only package that writes to the console.
@NullMarked
package billow.app.cli;

import org.jspecify.annotations.NullMarked;
