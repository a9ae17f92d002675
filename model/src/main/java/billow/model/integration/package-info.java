/// What the Task states of a workflow ask of the nodes their links lead to.
@NullMarked
package billow.model.integration;

import org.jspecify.annotations.NullMarked;
