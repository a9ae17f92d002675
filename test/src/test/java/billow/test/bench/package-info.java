/// How fast the simulator is: programs to be run by `./billow bench`, not tests.
@NullMarked
package billow.test.bench;

import org.jspecify.annotations.NullMarked;
