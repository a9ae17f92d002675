/// What requests and messages say, where decisions need it: templates of payloads and results.
@NullMarked
package billow.model.data;

import org.jspecify.annotations.NullMarked;
