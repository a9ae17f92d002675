package billow.simulator.log;

import billow.model.archetype.Interaction.Read;
import billow.model.archetype.PartitionedLog.Reading;
import billow.model.archetype.RecordFilter;
import billow.model.quota.Limits;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.log.Lane.State;
import billow.simulator.node.BatchSource.Choosy;
import billow.simulator.node.BatchSource.Contents;
import billow.simulator.random.Key;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// An event source mapping: reads every shard in order and invokes a function with one batch after the other.
///
/// With a parallelization factor the keys of a shard are shared out among so many lanes. A batch is closed when it is
/// full, when its payload would be too large, or when the window that began with the end of the invocation before is
/// over. A batch that fails is tried again until it succeeds, is given up or expires; the lane waits. A throttled
/// invocation is tried again without being counted. Where the function says which record failed first, what was
/// before it is done. A tumbling window ends with an invocation without records. A mapping that is enabled later begins
/// with what is kept, with what was written from some moment on, or with what is written from then on.
/// Source: Lambda developer guide, Kinesis and DynamoDB event sources, 2026.
final class StreamMapping {
    /// Kinds of its events; each mapping of a log has its own [#EVENTS] numbers.
    static final int VISIBLE = 0;

    static final int DUE = 1;
    static final int ENABLED = 2;
    static final int EVENTS = 3;

    private static final int MATCH = 401;
    private static final int POISON = 402;
    private static final int READER = 404;
    private static final int INVOKE = 405;
    private static final int CHOSEN = 415;
    private static final long SECOND = 1_000_000_000L;

    private final World world;
    private final Calls calls;
    private final RecordLog log;
    private final int node;
    private final int index;
    private final int firstEvent;
    private final Wire wire;
    private final Read read;
    private final @Nullable Choosy choosy;
    private final Reading reading;
    private final int sharing;
    private final long key;
    private final LogBook book;
    private final long payloadBytes = (long) Limits.limit("esm.payload").standard() << 20;
    private final long longestPause = (long) Limits.limit("esm.retryPause").standard() * SECOND;
    private final Readers readers;

    /// @param index      place among the log's mappings; noted with its calls
    /// @param firstEvent number of the first of its events
    /// @param sharing    consumers that share the reads of a shard
    StreamMapping(
            World world,
            RecordLog log,
            int node,
            int index,
            int firstEvent,
            Wire wire,
            Reading reading,
            int sharing,
            LogBook book) {
        this.world = world;
        this.calls = world.calls();
        this.log = log;
        this.node = node;
        this.index = index;
        this.firstEvent = firstEvent;
        this.wire = wire;
        this.read = (Read) wire.interaction();
        choosy = world.actor(wire.to()) instanceof Choosy consumer ? consumer : null;
        this.reading = reading;
        this.sharing = sharing;
        this.key = Key.mix(log.key(), wire.key());
        this.book = book;
        readers = new Readers(key, read.parallelization());
    }

    /// Lets it read, at once or when it is enabled.
    void begin() {
        if (!isEnabled(0)) world.wakeAt(read.start().enabledNanos(), node, firstEvent + ENABLED, 0);
    }

    private boolean isEnabled(long time) {
        return time >= read.start().enabledNanos();
    }

    private void enable(long time) {
        for (var reader : readers.all()) {
            var shard = reader.shard();
            while (reader.next() < shard.tail() && time - shard.time(reader.next()) >= log.retentionNanos())
                skip(reader, time);
            openWhenItsTurn(reader, time);
        }
        for (var reader : readers.all()) await(reader);
    }

    private void openWhenItsTurn(Reader reader, long time) {
        if (readers.areDone(reader.shard().parents())) reader.open(time);
    }

    private void skip(Reader reader, long time) {
        reader.skip();
        book.skipped(time);
    }

    boolean isPushed() {
        return read.pushed();
    }

    /// Adds the next shard; one that was split from another is read when that has been done.
    void add(Shard shard, long time) {
        var reader = new Reader(shard, reading, read.pushed(), sharing, Key.mix(key, READER, shard.number()));
        readers.add(reader);
        if (isEnabled(time)) openWhenItsTurn(reader, time);
    }

    /// A record was written.
    void appended(int shard, long time) {
        if (time < read.start().fromNanos()) skip(readers.reader(shard), time);
        else await(readers.reader(shard));
    }

    /// The first record of a shard that this mapping has not done.
    long position(int shard) {
        return readers.position(shard);
    }

    /// Records written that this mapping has not done.
    long inside() {
        return readers.inside();
    }

    void wake(int event, int subject, long time) {
        if (event == ENABLED) {
            enable(time);
        } else if (event == VISIBLE) {
            var reader = readers.reader(subject);
            if (reader.awaited() != time) return;
            reader.await(Reader.NONE);
            serve(reader, time);
        } else {
            var lane = readers.lane(subject);
            if (lane.due() != time) return;
            lane.due(Lane.NONE);
            if (lane.state() == State.PAUSED) lane.state(State.READY);
            serve(lane.reader(), time);
        }
    }

    /// An invocation has ended.
    void answered(int number, int child, long time) {
        var lane = readers.lane(number);
        lane.state(State.READY);
        world.close(calls.parent(child));
        switch (calls.outcome(child)) {
            case THROTTLED, SERVICE_ERROR -> pause(lane, time);
            case OK -> {
                int firstFailed = read.partialFailures() ? calls.b(child) : 0;
                done(lane, firstFailed > 0 ? firstFailed - 1 : lane.piece(), calls.start(child), time);
                if (firstFailed > 0) failedFrom(lane, firstFailed > 1, time);
                else end(lane, time);
            }
            case CLIENT_ERROR, FUNCTION_ERROR, TIMEOUT, DROPPED, DEAD_LETTERED -> failedFrom(lane, false, time);
        }
        serve(lane.reader(), time);
    }

    /// Reads what is there and hands over what can be.
    private void serve(Reader reader, long time) {
        int shard = reader.shard().number();
        readOn(reader, time);
        for (int i = 0; i < read.parallelization(); i++) proceed(readers.lane(shard, i), time);
        log.passed(shard);
        if (reader.shard().isClosed() && readers.isDrained(reader)) openChildren(shard, time);
        await(reader);
    }

    private void readOn(Reader reader, long time) {
        if (!reader.isOpen()) return;
        var shard = reader.shard();
        int number = shard.number();
        while (reader.visible() <= time) {
            long record = reader.next();
            reader.take();
            book.read(shard.bytes(record), read.pushed(), time);
            if (!passes(read.filter(), shard, record, MATCH)) book.filtered(time);
            else if (choosy != null && !passes(choosy.filter(), shard, record, CHOSEN)) {
                book.filtered(time);
                choosy.keptBack(time);
            } else readers.laneOf(number, shard.rank(record)).records().add(record);
        }
    }

    private boolean passes(RecordFilter filter, Shard shard, long record, int luck) {
        if (filter.takesAll()) return true;
        var says = shard.data(record);
        double share = filter.shareOf(says != null && says.has("kinesis") ? says.get("kinesis") : says);
        if (share == 0 || share == 1) return share == 1;
        return Key.uniform(key(shard, record, luck)) < share;
    }

    /// Tells of the records of the piece that a lane has in hand.
    void contents(int number, Contents contents) {
        var lane = readers.lane(number);
        for (int i = 0; i < lane.piece(); i++) {
            long record = lane.records().at(i);
            contents.message(i, lane.shard().rank(record), lane.shard().bytes(record));
        }
    }

    private long key(Shard shard, long record, int what) {
        return Key.mix(Key.mix(log.key(), shard.number(), record), wire.key(), what);
    }

    private void await(Reader reader) {
        if (!reader.isOpen() || !readers.wantsMore(reader.shard().number())) return;
        long visible = reader.visible();
        if (visible == Reader.NONE || reader.awaited() <= visible) return;
        reader.await(Math.max(visible, world.now()));
        world.wakeAt(
                reader.awaited(), node, firstEvent + VISIBLE, reader.shard().number());
    }

    private void proceed(Lane lane, long time) {
        while (lane.state() == State.READY || lane.state() == State.IDLE && close(lane, time)) {
            dropOld(lane, time);
            if (lane.piece() > 0 || lane.isClosing()) {
                invoke(lane, time);
                return;
            }
            lane.endPiece();
        }
    }

    /// Closes the next batch if it is time.
    private boolean close(Lane lane, long time) {
        lane.gather(read.batchSize(), payloadBytes, read.tumblingNanos());
        if (read.tumblingNanos() > 0 && lane.window() >= 0 && endsWindow(lane, time)) return true;
        if (lane.gathered() == 0) return false;
        long closes = lane.isFull() ? time : lane.freeSince() + read.windowNanos();
        if (closes > time) {
            callAt(lane, closes);
            return false;
        }
        lane.take();
        return true;
    }

    /// A tumbling window is over when its time is and all its records are done.
    private boolean endsWindow(Lane lane, long time) {
        long tumbling = read.tumblingNanos();
        boolean later = lane.gathered() > 0 && lane.window(lane.records().at(0), tumbling) > lane.window();
        long over = (lane.window() + 1) * tumbling;
        if (!later && (lane.gathered() > 0 || lane.reader().isBehind(over))) return false;
        if (!later && over > time) {
            callAt(lane, over);
            return false;
        }
        lane.takeEnd();
        return true;
    }

    private void callAt(Lane lane, long time) {
        if (lane.due() == time) return;
        lane.due(time);
        world.wakeAt(time, node, firstEvent + DUE, lane.number());
    }

    /// Skips what has expired, and gives up what is older than wanted.
    private void dropOld(Lane lane, long time) {
        var shard = lane.shard();
        int aged = 0;
        while (lane.piece() > 0) {
            long age = time - shard.time(lane.records().at(0));
            if (age >= log.retentionNanos()) book.expired(time);
            else if (read.maxAgeNanos() >= 0 && age > read.maxAgeNanos()) aged++;
            else break;
            lane.drop(1);
        }
        if (aged > 0) giveUp(shard, aged, time);
    }

    private void invoke(Lane lane, long time) {
        var shard = lane.shard();
        var records = lane.records();
        int count = lane.piece();
        long invocation = Key.mix(Key.mix(key, INVOKE, lane.number()), lane.nextInvocation());
        int parent = world.note(node, invocation, time);
        calls.a(parent, lane.number());
        long bytes = 0;
        for (int i = 0; i < count; i++) bytes += shard.bytes(records.at(i));
        if (count > 0 && shard.hasData()) calls.data(parent, event(lane, count));
        calls.bytes(parent, (int) Math.min(Integer.MAX_VALUE, bytes));
        if (count > 0) {
            calls.rank(parent, shard.rank(records.at(0)));
            book.handedOver(time - shard.time(records.at(count - 1)), time);
        }
        lane.state(State.RUNNING);
        int child = world.prepare(wire, parent, index, Key.mix(invocation, wire.key()), time);
        calls.batch(child, count);
        calls.flaw(child, flaw(lane, count));
        world.dispatch(child, time);
    }

    /// What the function is told of a batch.
    private static JsonNode event(Lane lane, int count) {
        var event = JsonNodeFactory.instance.objectNode();
        var records = event.putArray("Records");
        for (int i = 0; i < count; i++) {
            var said = lane.shard().data(lane.records().at(i));
            records.add(said == null ? JsonNodeFactory.instance.objectNode() : said);
        }
        return event;
    }

    /// The first record that can't be done, from 1; 0 for none.
    private int flaw(Lane lane, int count) {
        if (read.poison() > 0)
            for (int i = 0; i < count; i++)
                if (Key.uniform(key(lane.shard(), lane.records().at(i), POISON)) < read.poison()) return i + 1;
        if (lane.shard().hasPoison())
            for (int i = 0; i < count; i++)
                if (lane.shard().isPoison(lane.records().at(i))) return i + 1;
        return 0;
    }

    private void done(Lane lane, int count, long started, long time) {
        var shard = lane.shard();
        for (int i = 0; i < count; i++) book.done(shard.time(lane.records().at(i)), started, time);
        if (count > 0 && read.tumblingNanos() > 0)
            lane.window(lane.window(lane.records().at(count - 1), read.tumblingNanos()));
        if (lane.isClosing()) lane.window(-1);
        lane.drop(count);
    }

    private void end(Lane lane, long time) {
        lane.endPiece();
        lane.freeSince(time);
    }

    /// @param shortened whether part of the piece was done
    private void failedFrom(Lane lane, boolean shortened, long time) {
        if (lane.isClosing()) {
            pause(lane, time);
        } else if (read.bisect() && (shortened || lane.piece() > 1)) {
            if (!shortened) lane.split();
        } else if (read.retries() >= 0 && lane.countTry() > read.retries()) {
            int count = lane.piece();
            lane.drop(count);
            giveUp(lane.shard(), count, time);
            end(lane, time);
        } else {
            pause(lane, time);
        }
    }

    private void pause(Lane lane, long time) {
        lane.state(State.PAUSED);
        callAt(lane, time + Math.min(longestPause, SECOND << Math.min(lane.pause(), 30)));
    }

    private void giveUp(Shard shard, int records, long time) {
        book.givenUp(records, log.report(Key.mix(key, shard.number(), time), time), time);
    }

    private void openChildren(int parent, long time) {
        for (var reader : readers.all())
            if (!reader.isOpen()
                    && Readers.isParent(parent, reader.shard())
                    && readers.areDone(reader.shard().parents())) {
                reader.open(time);
                await(reader);
            }
    }
}
