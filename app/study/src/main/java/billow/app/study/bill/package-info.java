/// A month's bill looked at from all sides: by node, service, tag, frame and route, what its assumptions leave open,
/// what a request costs, and what becomes of it as traffic grows.
@NullMarked
package billow.app.study.bill;

import org.jspecify.annotations.NullMarked;
