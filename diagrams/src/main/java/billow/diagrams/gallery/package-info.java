/// The sample designs that come with the product.
@NullMarked
package billow.diagrams.gallery;

import org.jspecify.annotations.NullMarked;
