/// What a design is expected to use, from rates, shares and means alone: no simulation, no queues, no failures.
@NullMarked
package billow.app.study.expectation;

import org.jspecify.annotations.NullMarked;
