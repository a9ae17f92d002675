/// Bills: a month's usage priced line by line, each line with its formula, its source and how far it can be trusted.
@NullMarked
package billow.pricing;

import org.jspecify.annotations.NullMarked;
