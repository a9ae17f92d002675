package billow.app.desktop.theme;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Makes the tabular figures of an OpenType font its ordinary ones.
///
/// JavaFX cannot switch on font features. So the glyph that the font's feature `tnum` substitutes for each digit is
/// entered into the character map in its place. A font without that feature, or with tables this does not know, is
/// returned unchanged. Table layouts: OpenType specification 1.9, chapters `cmap` and `GSUB`.
final class TabularFigures {
    private final ByteBuffer font;

    private TabularFigures(byte[] font) {
        this.font = ByteBuffer.wrap(font);
    }

    static byte[] in(byte[] original) {
        var copy = original.clone();
        try {
            new TabularFigures(copy).swap();
            return copy;
        } catch (IndexOutOfBoundsException e) {
            return original;
        }
    }

    private void swap() {
        int cmap = table("cmap").orElse(-1);
        int gsub = table("GSUB").orElse(-1);
        if (cmap < 0 || gsub < 0) return;
        var tabular = substitutions(gsub);
        for (int i = 0; i < u16(cmap + 2); i++) {
            int sub = cmap + font.getInt(cmap + 4 + 8 * i + 4);
            switch (u16(sub)) {
                case 4 -> swapInFormat4(sub, tabular);
                case 12 -> swapInFormat12(sub, tabular);
                default -> {}
            }
        }
    }

    private Optional<Integer> table(String tag) {
        for (int i = 0; i < u16(4); i++) {
            int record = 12 + 16 * i;
            if (tag(record).equals(tag)) return Optional.of(font.getInt(record + 8));
        }
        return Optional.empty();
    }

    /// Glyphs that `tnum` replaces, with their replacements.
    private Map<Integer, Integer> substitutions(int gsub) {
        var all = new HashMap<Integer, Integer>();
        int features = gsub + u16(gsub + 6);
        int lookups = gsub + u16(gsub + 8);
        for (int i = 0; i < u16(features); i++) {
            int record = features + 2 + 6 * i;
            if (!tag(record).equals("tnum")) continue;
            int feature = features + u16(record + 4);
            for (int k = 0; k < u16(feature + 2); k++) {
                int lookup = lookups + u16(lookups + 2 + 2 * u16(feature + 4 + 2 * k));
                for (int s = 0; s < u16(lookup + 4); s++) {
                    int subtable = lookup + u16(lookup + 6 + 2 * s);
                    int type = u16(lookup);
                    if (type == 7) {
                        type = u16(subtable + 2);
                        subtable += font.getInt(subtable + 4);
                    }
                    if (type == 1) single(subtable, all);
                }
            }
        }
        return all;
    }

    private void single(int subtable, Map<Integer, Integer> all) {
        int coverage = subtable + u16(subtable + 2);
        boolean delta = u16(subtable) == 1;
        int count = u16(coverage + 2);
        int index = 0;
        for (int i = 0; i < count; i++) {
            boolean list = u16(coverage) == 1;
            int first = u16(coverage + 4 + (list ? 2 : 6) * i);
            int last = list ? first : u16(coverage + 4 + 6 * i + 2);
            for (int glyph = first; glyph <= last; glyph++, index++) {
                int to = delta ? (glyph + font.getShort(subtable + 4)) & 0xffff : u16(subtable + 6 + 2 * index);
                all.putIfAbsent(glyph, to);
            }
        }
    }

    /// Digits form a segment of their own or lie in one that is mapped by a list of glyphs; a segment mapped by a
    /// difference is moved when the tabular glyphs follow each other as the plain ones do.
    private void swapInFormat4(int sub, Map<Integer, Integer> tabular) {
        int segments = u16(sub + 6) / 2;
        for (int i = 0; i < segments; i++) {
            int end = u16(sub + 14 + 2 * i);
            int startAt = sub + 16 + 2 * segments + 2 * i;
            int start = u16(startAt);
            int deltaAt = startAt + 2 * segments;
            int rangeAt = deltaAt + 2 * segments;
            int range = u16(rangeAt);
            if (range != 0) {
                for (int c = Math.max(start, '0'); c <= Math.min(end, '9'); c++) {
                    int at = rangeAt + range + 2 * (c - start);
                    font.putShort(at, (short) (int) tabular.getOrDefault(u16(at), u16(at)));
                }
            } else if (start == '0' && end == '9') {
                int plain = ('0' + u16(deltaAt)) & 0xffff;
                int zero = tabular.getOrDefault(plain, plain);
                if (follow(tabular, plain, zero, 9)) font.putShort(deltaAt, (short) (zero - '0'));
            }
        }
    }

    private void swapInFormat12(int sub, Map<Integer, Integer> tabular) {
        for (int i = 0; i < font.getInt(sub + 12); i++) {
            int group = sub + 16 + 12 * i;
            int first = font.getInt(group);
            int last = font.getInt(group + 4);
            if (first < '0' || last > '9') continue;
            int plain = font.getInt(group + 8);
            int to = tabular.getOrDefault(plain, plain);
            if (follow(tabular, plain, to, last - first)) font.putInt(group + 8, to);
        }
    }

    /// Whether the `further` glyphs after `plain` are replaced by those after `to`, in the same order.
    private static boolean follow(Map<Integer, Integer> tabular, int plain, int to, int further) {
        for (int d = 1; d <= further; d++) if (tabular.getOrDefault(plain + d, -1) != to + d) return false;
        return true;
    }

    private int u16(int at) {
        return font.getShort(at) & 0xffff;
    }

    private String tag(int at) {
        return new String(font.array(), at, 4, StandardCharsets.ISO_8859_1);
    }
}
