package billow.simulator.gateway;

import billow.model.archetype.LoadBalancer;
import billow.simulator.statistics.Window;
import java.util.Arrays;

/// What a load balancer's bill is made of, hour by hour of the window.
final class CapacityUse {
    private static final long HOUR = 3_600_000_000_000L;

    private final LoadBalancer spec;
    private final Window window;
    private long[] requests = new long[8];
    private long[] bytes = new long[8];
    private long[] functionBytes = new long[8];
    private int hours;

    CapacityUse(LoadBalancer spec, Window window) {
        this.spec = spec;
        this.window = window;
    }

    void request(long time) {
        if (window.contains(time)) requests[hour(time)]++;
    }

    void moved(long amount, boolean function, long time) {
        if (!window.contains(time)) return;
        int hour = hour(time);
        if (function) functionBytes[hour] += amount;
        else bytes[hour] += amount;
    }

    private int hour(long time) {
        int hour = (int) ((time - window.from()) / HOUR);
        if (hour >= requests.length) {
            int wanted = Math.max(hour + 1, 2 * requests.length);
            requests = Arrays.copyOf(requests, wanted);
            bytes = Arrays.copyOf(bytes, wanted);
            functionBytes = Arrays.copyOf(functionBytes, wanted);
        }
        hours = Math.max(hours, hour + 1);
        return hour;
    }

    /// Millionths of a unit-hour until `end`.
    long micros(long end) {
        double sum = 0;
        for (int hour = 0; hour < hours; hour++) {
            double seconds = seconds(hour, end);
            if (seconds > 0) sum += units(hour, seconds) * seconds / 3600;
        }
        return Math.round(sum * 1e6);
    }

    /// Greatest use of an hour.
    double most(long end) {
        double most = 0;
        for (int hour = 0; hour < hours; hour++) {
            double seconds = seconds(hour, end);
            if (seconds > 0) most = Math.max(most, units(hour, seconds));
        }
        return most;
    }

    double mean(long end) {
        double seconds = window.overlap(window.from(), end) / 1e9;
        return seconds <= 0 ? 0 : micros(end) / 1e6 * 3600 / seconds;
    }

    private double units(int hour, double seconds) {
        return spec.units(requests[hour] / seconds, bytes[hour] / seconds, functionBytes[hour] / seconds);
    }

    private double seconds(int hour, long end) {
        long from = window.from() + hour * HOUR;
        return window.overlap(from, Math.min(end, from + HOUR)) / 1e9;
    }
}
