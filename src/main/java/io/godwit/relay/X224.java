package io.godwit.relay;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The two messages that open an RDP connection in the clear (MS-RDPBCGR 2.2.1.1 and 2.2.1.2), each in a TPKT (T.123). */
final class X224 {
    private static final int TPKT_VERSION = 3;
    private static final int TPKT_BYTES = 4;
    private static final int CODE = 5;
    private static final int SHORTEST = 11;
    private static final int LONGEST = 1024;
    private static final int CONNECTION_REQUEST = 0xe0;
    private static final int CONNECTION_CONFIRM = 0xd0;
    private static final int NEGOTIATION = 11;
    private static final int NEGOTIATION_RESPONSE = 0x02;
    private static final int NEGOTIATION_FAILURE = 0x03;
    private static final int SELECTED = 15;

    private X224() {}

    /** Whether these bytes are exactly one connection request. */
    static boolean isConnectionRequest(Octets message) {
        return isWhole(message) && message.at(CODE) == CONNECTION_REQUEST;
    }

    private static boolean isWhole(Octets message) {
        return message.length() >= SHORTEST && message.length() <= LONGEST && message.at(0) == TPKT_VERSION
                && (message.at(2) << 8 | message.at(3)) == message.length();
    }

    /**
     * Reads the guest's answer.
     *
     * @throws MalformedException where it is no X.224 connection confirm
     */
    static Octets readConfirm(InputStream guest) throws IOException {
        DataInputStream input = new DataInputStream(guest);
        byte[] header = new byte[TPKT_BYTES];
        byte[] message;
        try {
            input.readFully(header);
            int length = (header[2] & 0xff) << 8 | (header[3] & 0xff);
            if (header[0] != TPKT_VERSION || length < SHORTEST || length > LONGEST) {
                throw new MalformedException("the guest's answer is no RDP");
            }
            message = Arrays.copyOf(header, length);
            input.readFully(message, TPKT_BYTES, length - TPKT_BYTES);
        } catch (EOFException e) {
            throw new MalformedException("the guest closed the connection instead of an answer");
        }
        Octets confirm = Octets.of(message);
        if (confirm.at(CODE) != CONNECTION_CONFIRM) {
            throw new MalformedException("the guest's answer is no X.224 connection confirm");
        }
        return confirm;
    }

    /** Whether the guest refused what the client offered. */
    static boolean isFailure(Octets confirm) {
        return confirm.length() > SELECTED && confirm.at(NEGOTIATION) == NEGOTIATION_FAILURE;
    }

    /** Whether the guest will speak TLS now; protocol 0, or no word of it, is RDP's old security. */
    static boolean selectsTls(Octets confirm) {
        return confirm.length() > SELECTED && confirm.at(NEGOTIATION) == NEGOTIATION_RESPONSE
                && confirm.at(SELECTED) != 0;
    }
}
