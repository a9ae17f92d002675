package billow.simulator.function;

import billow.model.archetype.InstancePool.EnvironmentChoice;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.Arrays;

/// The execution environments of a version of a function: which are idle, which of them is used next, which have been
/// dropped.
final class Environments {
    /*
     * Idle environments stand in a list ordered by when they became idle, so with one keep-alive for all the first is
     * always the first to expire. Expiry is not an event: before anything is asked of the list, those that expired
     * meanwhile are dropped from its head, each with the time at which it really ended. With keep-alives of their own
     * one further back may be found expired only when it is chosen; the mean number of environments is exact all the
     * same, because a stay is told with its true end.
     *
     * The newest-created environment is found by a heap of creation numbers, in which those no longer idle are left
     * to be skipped.
     */
    private final EnvironmentChoice choice;
    private final Sampler keepAlive;
    private final long maxLife;
    private final long key;
    private final Population population;
    private final NewestFirst newest = new NewestFirst();
    private long[] created = new long[16];
    private long[] serial = new long[16];
    private long[] idleSince = new long[16];
    private long[] expires = new long[16];
    private boolean[] idle = new boolean[16];
    private boolean[] spoilt = new boolean[16];
    private boolean[] exists = new boolean[16];
    private int[] before = new int[16];
    private int[] after = new int[16];
    private int[] free = new int[16];
    private int freeCount;
    private int head = -1;
    private int tail = -1;
    private int idleCount;
    private long serials;
    private long releases;

    /// @param population counts them, with those of other versions
    /// @param maxLife    age after which an environment takes no more requests, 0 for no limit
    Environments(Population population, EnvironmentChoice choice, Sampler keepAlive, long maxLife, long key) {
        this.population = population;
        this.choice = choice;
        this.keepAlive = keepAlive;
        this.maxLife = maxLife;
        this.key = key;
        release(0, 16);
    }

    /// Takes an idle environment out of the list.
    ///
    /// @return its number, or -1 when none is left
    int take(long time) {
        dropExpired(time);
        while (idleCount > 0) {
            int chosen = choose();
            unlink(chosen);
            if (endOfIdle(chosen) > time) return chosen;
            drop(chosen, endOfIdle(chosen), time);
        }
        return -1;
    }

    /// Makes a new one, at work.
    int create(long time) {
        dropExpired(time);
        if (freeCount == 0) grow();
        int env = free[--freeCount];
        created[env] = time;
        serial[env] = serials++;
        spoilt[env] = false;
        exists[env] = true;
        population.born(time);
        return env;
    }

    /// Puts one back that has done its work.
    ///
    /// @param reset whether its next use must initialise it anew
    void giveBack(int env, long time, boolean reset) {
        dropExpired(time);
        spoilt[env] = reset;
        if (maxLife > 0 && time - created[env] >= maxLife) {
            drop(env, time, time);
            return;
        }
        idleSince[env] = time;
        expires[env] = time + keepAlive.nanos(Key.mix(key, releases++, Stage.KEEP_ALIVE));
        link(env);
        if (choice == EnvironmentChoice.NEWEST_CREATED) newest.add(serial[env], env);
    }

    /// Drops one that is at work.
    void discard(int env, long time) {
        dropExpired(time);
        drop(env, time, time);
    }

    /// Whether it was reset and must be initialised anew; asking forgets it.
    boolean takeReset(int env) {
        boolean reset = spoilt[env];
        spoilt[env] = false;
        return reset;
    }

    /// Whether a loss of this share hits an environment.
    boolean isLost(int env, double share, long time) {
        return share >= 1 || Key.uniform(Key.mix(Key.mix(key, serial[env]), time, Stage.LOSS)) < share;
    }

    /// Drops the idle ones that a loss of this share hits.
    void lose(double share, long time) {
        dropExpired(time);
        for (int env = head, next; env >= 0; env = next) {
            next = after[env];
            if (!isLost(env, share, time)) continue;
            unlink(env);
            drop(env, Math.min(time, endOfIdle(env)), time);
        }
    }

    /// Accounts for those that are still there.
    void end(long time) {
        dropExpired(time);
        for (int env = 0; env < exists.length; env++)
            if (exists[env]) population.survived(created[env], idle[env] ? Math.min(time, endOfIdle(env)) : time);
    }

    private int choose() {
        return switch (choice) {
            case MOST_RECENTLY_USED -> tail;
            case LEAST_RECENTLY_USED -> head;
            case NEWEST_CREATED -> newest.next(this);
            case RANDOM -> nth((int) (Key.uniform(Key.mix(key, releases, idleCount)) * idleCount));
        };
    }

    /// For comparison only: a walk along the list.
    private int nth(int place) {
        int env = head;
        for (int i = 0; i < place; i++) env = after[env];
        return env;
    }

    boolean isIdle(int env, long itsSerial) {
        return idle[env] && serial[env] == itsSerial;
    }

    private long endOfIdle(int env) {
        if (maxLife == 0) return expires[env];
        return Math.min(expires[env], Math.max(idleSince[env], created[env] + maxLife));
    }

    private void dropExpired(long time) {
        while (head >= 0 && expires[head] <= time) {
            int env = head;
            unlink(env);
            drop(env, endOfIdle(env), time);
        }
    }

    private void drop(int env, long end, long time) {
        population.died(created[env], end, time);
        exists[env] = false;
        free[freeCount++] = env;
    }

    private void link(int env) {
        idle[env] = true;
        idleCount++;
        before[env] = tail;
        after[env] = -1;
        if (tail >= 0) after[tail] = env;
        else head = env;
        tail = env;
    }

    private void unlink(int env) {
        idle[env] = false;
        idleCount--;
        if (before[env] >= 0) after[before[env]] = after[env];
        else head = after[env];
        if (after[env] >= 0) before[after[env]] = before[env];
        else tail = before[env];
    }

    private void grow() {
        int old = created.length;
        int wanted = 2 * old;
        created = Arrays.copyOf(created, wanted);
        serial = Arrays.copyOf(serial, wanted);
        idleSince = Arrays.copyOf(idleSince, wanted);
        expires = Arrays.copyOf(expires, wanted);
        idle = Arrays.copyOf(idle, wanted);
        spoilt = Arrays.copyOf(spoilt, wanted);
        exists = Arrays.copyOf(exists, wanted);
        before = Arrays.copyOf(before, wanted);
        after = Arrays.copyOf(after, wanted);
        free = Arrays.copyOf(free, wanted);
        release(old, wanted);
    }

    private void release(int from, int to) {
        for (int env = to - 1; env >= from; env--) free[freeCount++] = env;
    }
}
