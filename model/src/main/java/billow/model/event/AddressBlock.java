package billow.model.event;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A block of IP addresses in CIDR notation, version 4 or 6.
///
/// @param address of the block, 4 or 16 bytes
/// @param bits leading bits that count
record AddressBlock(byte[] address, int bits) {
    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(\\d{1,3}(\\.\\d{1,3}){3})?");

    /// Reads a block.
    ///
    /// @throws IllegalArgumentException when the text is none
    static AddressBlock parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("Expected a block such as 10.0.0.0/24, received " + text + ".");
        }
        byte[] address = address(parts[0]);
        if (address == null) {
            throw new IllegalArgumentException("Expected an IP address before the slash, received " + parts[0] + ".");
        }
        // The service wants a block, not one address: all bits are one too many.
        int most = address.length * Byte.SIZE - 1;
        if (!parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > most) {
            throw new IllegalArgumentException("Expected 0 to " + most + " bits, received " + parts[1] + ".");
        }
        return new AddressBlock(address, Integer.parseInt(parts[1]));
    }

    /// Whether a text is an address of the block.
    boolean contains(String text) {
        byte[] other = address(text);
        if (other == null || other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((other[bit / Byte.SIZE] & mask) != (address[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static byte @Nullable [] address(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
