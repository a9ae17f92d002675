package billow.simulator.node;

import billow.model.archetype.Counter;
import billow.model.archetype.QuotaService;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.TokenBucket;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.LinkedHashMap;
import java.util.Map;

/// A service with quotas: a call is answered from what its caller keeps, refused for a quota, or answered after a
/// while.
public final class QuotaActor implements Actor {
    private static final int CALLER = 421;
    private static final int SIZE = 422;

    private final World world;
    private final int node;
    private final QuotaService spec;
    private final TokenBucket quota;
    private final DayQuota day;
    private final Sampler latency;
    private final Sampler bytes;
    private final long[] goodUntil;
    private Recorder book;
    private long hits;
    private long throttled;
    private long errors;

    public QuotaActor(World world, int node, QuotaService spec) {
        this.world = world;
        this.node = node;
        this.spec = spec;
        quota = new TokenBucket(spec.quota().perSecond(), spec.quota().burst());
        day = new DayQuota(spec.perDay());
        latency = Sampler.of(spec.latency());
        bytes = Sampler.of(spec.bytes());
        var kept = spec.kept();
        goodUntil = new long[kept == null ? 0 : kept.callers()];
        book = new Recorder(world.window());
    }

    @Override
    public void begin() {
        book = world.recorder(node);
    }

    @Override
    public void arrive(int call, long time) {
        long key = world.calls().key(call);
        int caller = (int) (Key.uniform(Key.mix(key, CALLER)) * goodUntil.length);
        if (caller < goodUntil.length && time < goodUntil[caller]) {
            if (book.counts(time)) hits++;
            world.reply(call, Outcome.OK, time);
            return;
        }
        if (day.full(time) || !quota.take(1, time)) {
            if (book.counts(time)) throttled++;
            world.reply(call, Outcome.THROTTLED, time);
            return;
        }
        day.add(time);
        boolean again = world.calls().afterFailure(call);
        book.count(Counter.BILLED_REQUESTS, 1, time, again);
        book.count(Counter.BYTES_OUT, (long) bytes.sample(Key.mix(key, SIZE)), time, again);
        long nanos = latency.nanos(Key.mix(key, Stage.LATENCY));
        boolean fails = spec.errorRate() > 0 && Key.uniform(Key.mix(key, Stage.ERROR)) < spec.errorRate();
        if (fails && book.counts(time)) errors++;
        var kept = spec.kept();
        if (kept != null && !fails) goodUntil[caller] = time + nanos + kept.ttlNanos();
        world.calls().spend(call, Cause.WORK, nanos);
        world.reply(call, fails ? Outcome.SERVICE_ERROR : Outcome.OK, Math.addExact(time, nanos));
    }

    @Override
    public void answered(int call, int child, long time) {
        throw new IllegalStateException("A service with quotas calls nobody.");
    }

    @Override
    public void wake(int event, int subject, long time) {
        throw new IllegalStateException("A service with quotas waits for nothing.");
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("calls", new Measure.Count(book.offered()));
        measures.put("clientCacheHits", new Measure.Count(hits));
        measures.put("throttled", new Measure.Count(throttled));
        measures.put("errors", new Measure.Count(errors));
        measures.put("concurrency", new Measure.Level(book.meanPresent(), Double.NaN));
        return measures;
    }
}
