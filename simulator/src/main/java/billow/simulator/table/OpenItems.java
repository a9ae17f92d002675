package billow.simulator.table;

import billow.simulator.flow.Calls;

/// Which items of a batch are still to be done: up to 128, a bit each in the columns mark (64), a (32) and b (32) of
/// its call.
final class OpenItems {
    private OpenItems() {}

    static void all(Calls calls, int call, int items) {
        calls.mark(call, items >= 64 ? -1 : (1L << items) - 1);
        calls.a(call, items >= 96 ? -1 : items <= 64 ? 0 : (1 << items - 64) - 1);
        calls.b(call, items <= 96 ? 0 : (1 << items - 96) - 1);
    }

    static boolean contains(Calls calls, int call, int item) {
        if (item < 64) return (calls.mark(call) >>> item & 1) != 0;
        return ((item < 96 ? calls.a(call) : calls.b(call)) >>> (item & 31) & 1) != 0;
    }

    static void done(Calls calls, int call, int item) {
        if (item < 64) calls.mark(call, calls.mark(call) & ~(1L << item));
        else if (item < 96) calls.a(call, calls.a(call) & ~(1 << (item & 31)));
        else calls.b(call, calls.b(call) & ~(1 << (item & 31)));
    }
}
