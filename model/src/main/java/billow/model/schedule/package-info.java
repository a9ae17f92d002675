/// When things happen by the calendar: schedule expressions of the provider.
@NullMarked
package billow.model.schedule;

import org.jspecify.annotations.NullMarked;
