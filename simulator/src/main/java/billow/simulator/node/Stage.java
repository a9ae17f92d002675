package billow.simulator.node;

/// What a draw is for: mixed into the key of a call, it gives each draw a key of its own.
public final class Stage {
    public static final int NETWORK = 1;
    public static final int PAYLOAD = 2;
    public static final int RANK = 3;
    public static final int ROUTE = 4;
    public static final int BACKOFF = 5;
    public static final int THINK = 6;
    public static final int OVERHEAD = 7;
    public static final int RESPONSE = 8;
    public static final int CACHEABLE = 9;
    public static final int DURATION = 10;
    public static final int CPU_WORK = 11;
    public static final int SANDBOX = 12;
    public static final int INIT = 13;
    public static final int PENALTY = 14;
    public static final int COLD = 15;
    public static final int KEEP_ALIVE = 16;
    public static final int ERROR = 17;
    public static final int ASYNC_DELAY = 18;
    public static final int REPEAT = 19;
    public static final int LATENCY = 20;
    public static final int ATTEMPT = 21;
    public static final int CALL = 22;
    public static final int BODY = 23;
    public static final int VERSION = 29;
    public static final int CRASH = 24;
    public static final int MEMORY = 25;
    public static final int INIT_FAILS = 26;
    public static final int RESTORE = 27;
    public static final int CANARY = 60;
    public static final int API_KEY = 61;
    public static final int KEY_MISSING = 62;
    public static final int IDENTITY = 63;
    public static final int AUTHORISATION = 64;
    public static final int REFUSED = 65;
    public static final int INVALID = 66;
    public static final int EDGE = 67;
    public static final int MAPPING = 68;
    public static final int TARGET = 69;
    public static final int SESSION = 70;
    public static final int OPERATION = 71;
    public static final int UPDATE = 72;
    public static final int REFRESH = 73;
    public static final int HEDGE = 24;
    public static final int CLIENT = 25;
    public static final int LOSS = 26;

    private Stage() {}
}
