/// The pages that say of each kind what is modelled, simplified and ignored, and on what evidence.
@NullMarked
package billow.app.study.fidelity;

import org.jspecify.annotations.NullMarked;
