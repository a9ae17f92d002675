/// How requests enter: APIs with their pipeline, open connections, GraphQL, load balancers.
@NullMarked
package billow.simulator.gateway;

import org.jspecify.annotations.NullMarked;
