package billow.pricing.offer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that reports how much of it has been read.
final class CountedInput extends FilterInputStream {
    private static final long STEP = 1 << 20;

    private final Progress progress;
    private final long total;
    private long read;
    private long told;

    CountedInput(InputStream in, long total, Progress progress) {
        super(in);
        this.total = total;
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        count(value < 0 ? -1 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        count(count);
        return count;
    }

    private void count(int bytes) {
        if (bytes > 0) read += bytes;
        if (read - told < STEP && bytes >= 0 || read == told) return;
        told = read;
        progress.at(read, total);
    }
}
