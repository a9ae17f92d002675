package billow.pricing.usage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that fails when more than so many bytes are read from it.
final class LimitedInput extends FilterInputStream {
    /// Thrown at the first byte too many. Unchecked, because JSON parsers wrap the checked ones.
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private long left;

    LimitedInput(InputStream in, long limit) {
        super(in);
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) count(1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) count(count);
        return count;
    }

    private void count(int bytes) {
        left -= bytes;
        if (left < 0) throw new TooLong();
    }
}
