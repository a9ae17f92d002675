/// Running a design: from the drawing to a world of actors, several times over, to figures with intervals.
///
/// - [Blueprint] is a design made ready to run; it builds a fresh world for each replication.
/// - [Simulation] runs replications, on several threads if wanted; [LiveRun] runs one in steps, to be watched.
/// - [Replication] is what one run counted, [RunResult] what all of them say together.
@NullMarked
package billow.simulator.run;

import org.jspecify.annotations.NullMarked;
