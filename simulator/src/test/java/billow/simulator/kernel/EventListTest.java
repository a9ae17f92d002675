package billow.simulator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import billow.simulator.random.Key;
import java.util.PriorityQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EventListTest {
    private record Event(long time, long order) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(order, other.order);
        }
    }

    /// Adds and removals at random, with times so few that most are shared, or so many that none is.
    @Property(tries = 500)
    void givesEventsBackInOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int times) {
        EventList list = new EventList();
        PriorityQueue<Event> twin = new PriorityQueue<>();
        for (long step = 0; step < 1500; step++) {
            long key = Key.mix(seed, step);
            boolean adding = Key.uniform(key) < (step < 900 ? 0.6 : 0.3);
            if (adding) {
                long time = (long) (Key.uniform(Key.mix(key, 0)) * times);
                list.add(time, step, key);
                twin.add(new Event(time, step));
            } else if (!twin.isEmpty()) {
                Event first = twin.remove();
                assertThat(list.headTime()).isEqualTo(first.time);
                assertThat(list.removeHead()).isEqualTo(Key.mix(seed, first.order));
            }
            assertThat(list.size()).isEqualTo(twin.size());
        }
        list.verify();
    }

    @Test
    void saysNeverWhenItIsEmpty() {
        EventList list = new EventList();
        assertThat(list.headTime()).isEqualTo(Long.MAX_VALUE);
        list.add(3, 0, 42);
        assertThat(list.headTime()).isEqualTo(3);
        assertThat(list.removeHead()).isEqualTo(42);
        assertThat(list.headTime()).isEqualTo(Long.MAX_VALUE);
    }
}
