package billow.app.cli;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a command talks to.
///
/// @param out         results
/// @param err         complaints and progress
/// @param interactive whether a person watches `err`
/// @param stopped     set when the person wants the command to end early
record Terminal(PrintStream out, PrintStream err, boolean interactive, AtomicBoolean stopped) {}
