/// What stands between a caller and its calls: the AWS SDK's retry quota and rate limiter, hedging, circuit breakers.
/// State belongs to one caller and is touched in the order of time.
@NullMarked
package billow.simulator.client;

import org.jspecify.annotations.NullMarked;
