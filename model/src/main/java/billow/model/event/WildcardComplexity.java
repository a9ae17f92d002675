package billow.model.event;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How costly the wildcards of one field are to match: the most beginnings of them that one text can fit at once; both
/// `*` and `*a` of `*ab` fit `a`. Event Ruler, the engine behind the service, defines complexity so.
///
/// How it works: every beginning is a state of an automaton; the sets of states that can hold together are explored,
/// text by text, until no new set turns up or the limit is passed.
final class WildcardComplexity {
    /// The least complexity the service refuses. Source: EventBridge User Guide, "Wildcard matching": of its two
    /// examples, a pattern of complexity 7 is taken and one of 10 is refused; the limit itself is not published.
    static final int TOO_MUCH = 10;

    /// Sets of states looked at before a field is taken for simple enough.
    private static final int MOST_SETS = 10_000;

    private static final int OTHER_CHARACTER = -2;

    private final int[] tokens;
    private final BitSet begin = new BitSet();
    private final Set<Integer> characters = new HashSet<>(Set.of(OTHER_CHARACTER, (int) '"'));

    private WildcardComplexity(List<ValueTest.Wildcard> wildcards) {
        // One behind the other, each in the quotes that are part of the text matched, then a token nothing fits.
        int length = wildcards.stream().mapToInt(w -> w.tokens().size() + 3).sum();
        this.tokens = new int[length];
        int at = 0;
        for (ValueTest.Wildcard wildcard : wildcards) {
            begin.set(at);
            tokens[at++] = '"';
            for (int token : wildcard.tokens()) {
                tokens[at++] = token;
                if (token != ValueTest.Wildcard.ANY) {
                    characters.add(token);
                }
            }
            tokens[at++] = '"';
            tokens[at++] = Integer.MIN_VALUE;
        }
    }

    /// The complexity of the wildcards of one field, at most [#TOO_MUCH].
    static int of(List<ValueTest.Wildcard> wildcards) {
        return new WildcardComplexity(wildcards).measure();
    }

    private int measure() {
        BitSet start = withEmptyMatches((BitSet) begin.clone());
        Set<BitSet> seen = new HashSet<>(Set.of(start));
        Deque<BitSet> open = new ArrayDeque<>(List.of(start));
        int most = 0;
        while (!open.isEmpty() && seen.size() < MOST_SETS) {
            BitSet states = open.poll();
            for (int character : characters) {
                BitSet next = after(states, character);
                most = Math.max(most, next.cardinality());
                if (most >= TOO_MUCH) {
                    return TOO_MUCH;
                }
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return most;
    }

    private BitSet after(BitSet states, int character) {
        BitSet next = new BitSet();
        for (int s = states.nextSetBit(0); s >= 0; s = states.nextSetBit(s + 1)) {
            if (tokens[s] == character) {
                next.set(s + 1);
            }
            if (!begin.get(s) && tokens[s - 1] == ValueTest.Wildcard.ANY) {
                next.set(s);
            }
        }
        return withEmptyMatches(next);
    }

    private BitSet withEmptyMatches(BitSet states) {
        for (int s = states.nextSetBit(0); s >= 0; s = states.nextSetBit(s + 1)) {
            if (tokens[s] == ValueTest.Wildcard.ANY) {
                states.set(s + 1);
            }
        }
        return states;
    }
}
