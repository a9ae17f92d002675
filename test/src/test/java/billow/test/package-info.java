/// What no single module can test: the shape of the whole, and the modules working together.
@NullMarked
package billow.test;

import org.jspecify.annotations.NullMarked;
