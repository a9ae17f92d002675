package billow.simulator.node;

/// What a draw is for: mixed into the key of a call, it gives each draw a key of its own.
final class Stage {
    static final int NETWORK = 1;
    static final int PAYLOAD = 2;
    static final int RANK = 3;
    static final int ROUTE = 4;
    static final int BACKOFF = 5;
    static final int THINK = 6;
    static final int OVERHEAD = 7;
    static final int RESPONSE = 8;
    static final int CACHEABLE = 9;
    static final int DURATION = 10;
    static final int CPU_WORK = 11;
    static final int SANDBOX = 12;
    static final int INIT = 13;
    static final int PENALTY = 14;
    static final int COLD = 15;
    static final int KEEP_ALIVE = 16;
    static final int ERROR = 17;
    static final int ASYNC_DELAY = 18;
    static final int REPEAT = 19;
    static final int LATENCY = 20;
    static final int ATTEMPT = 21;
    static final int CALL = 22;
    static final int BODY = 23;
    static final int VERSION = 29;
    static final int CRASH = 24;
    static final int MEMORY = 25;
    static final int INIT_FAILS = 26;
    static final int RESTORE = 27;
    static final int CANARY = 60;
    static final int API_KEY = 61;
    static final int KEY_MISSING = 62;
    static final int IDENTITY = 63;
    static final int AUTHORISATION = 64;
    static final int REFUSED = 65;
    static final int INVALID = 66;
    static final int EDGE = 67;
    static final int MAPPING = 68;
    static final int TARGET = 69;
    static final int SESSION = 70;
    static final int OPERATION = 71;
    static final int UPDATE = 72;
    static final int HEDGE = 24;
    static final int CLIENT = 25;
    static final int LOSS = 26;

    private Stage() {}
}
