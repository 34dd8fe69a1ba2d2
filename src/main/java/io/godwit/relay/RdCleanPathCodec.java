package io.godwit.relay;

import static io.godwit.relay.DerReader.SEQUENCE;
import static io.godwit.relay.DerReader.explicit;

import io.godwit.relay.RdCleanPath.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * RDCleanPath in DER: a SEQUENCE of explicitly tagged fields. Their numbers are those of IronRDP's RDCleanPathPdu: 0
 * version, 1 error, 2 destination, 3 proxy_auth, 4 server_auth, 5 preconnection_blob, 6 x224_connection_pdu, 7
 * server_cert_chain, 9 server_addr; those of error are 0 code, 1 http, 2 wsa, 3 tls.
 */
public final class RdCleanPathCodec {
    private static final int VERSION = 3390;

    private RdCleanPathCodec() {}

    /**
     * Reads one message.
     *
     * @throws MalformedException where the bytes are anything but exactly one message of version 3390
     */
    public static RdCleanPath decode(byte[] bytes) throws MalformedException {
        DerReader outer = DerReader.of(bytes);
        DerReader fields = outer.enter(SEQUENCE);
        outer.end();
        if (number(fields, 0).orElse(0) != VERSION) {
            throw new MalformedException("the version is not " + VERSION);
        }
        RdCleanPath message = new RdCleanPath(failure(fields), text(fields, 2), text(fields, 3), text(fields, 4),
                text(fields, 5), octets(fields, 6), certificates(fields), text(fields, 9));
        fields.end();
        return message;
    }

    private static Optional<DerReader> field(DerReader fields, int number) throws MalformedException {
        return fields.isNext(explicit(number)) ? Optional.of(fields.enter(explicit(number))) : Optional.empty();
    }

    private static OptionalInt number(DerReader fields, int number) throws MalformedException {
        Optional<DerReader> field = field(fields, number);
        if (field.isEmpty()) {
            return OptionalInt.empty();
        }
        int value = field.get().integer();
        field.get().end();
        return OptionalInt.of(value);
    }

    private static Optional<String> text(DerReader fields, int number) throws MalformedException {
        Optional<DerReader> field = field(fields, number);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        String text = field.get().text();
        field.get().end();
        return Optional.of(text);
    }

    private static Optional<Octets> octets(DerReader fields, int number) throws MalformedException {
        Optional<DerReader> field = field(fields, number);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        Octets octets = field.get().octets();
        field.get().end();
        return Optional.of(octets);
    }

    private static Optional<Failure> failure(DerReader fields) throws MalformedException {
        Optional<DerReader> field = field(fields, 1);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        DerReader error = field.get().enter(SEQUENCE);
        field.get().end();
        int code = number(error, 0).orElseThrow(() -> new MalformedException("an error without a code"));
        Failure failure = new Failure(code, number(error, 1), number(error, 2), number(error, 3));
        error.end();
        return Optional.of(failure);
    }

    private static Optional<List<Octets>> certificates(DerReader fields) throws MalformedException {
        Optional<DerReader> field = field(fields, 7);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        DerReader chain = field.get().enter(SEQUENCE);
        field.get().end();
        List<Octets> certificates = new ArrayList<>();
        while (chain.hasMore()) {
            certificates.add(chain.octets());
        }
        return Optional.of(certificates);
    }

    public static byte[] encode(RdCleanPath message) {
        DerWriter fields = new DerWriter();
        put(fields, 0, new DerWriter().integer(VERSION));
        message.failure().ifPresent(failure -> put(fields, 1, new DerWriter().element(SEQUENCE, errorOf(failure))));
        message.destination().ifPresent(text -> put(fields, 2, new DerWriter().text(text)));
        message.proxyAuth().ifPresent(text -> put(fields, 3, new DerWriter().text(text)));
        message.serverAuth().ifPresent(text -> put(fields, 4, new DerWriter().text(text)));
        message.preconnectionBlob().ifPresent(text -> put(fields, 5, new DerWriter().text(text)));
        message.x224().ifPresent(octets -> put(fields, 6, new DerWriter().octets(octets)));
        message.certificates().ifPresent(chain -> put(fields, 7, new DerWriter().element(SEQUENCE, all(chain))));
        message.serverAddress().ifPresent(text -> put(fields, 9, new DerWriter().text(text)));
        return new DerWriter().element(SEQUENCE, fields.toArray()).toArray();
    }

    private static void put(DerWriter fields, int number, DerWriter content) {
        fields.element(explicit(number), content.toArray());
    }

    private static byte[] errorOf(Failure failure) {
        DerWriter error = new DerWriter();
        put(error, 0, new DerWriter().integer(failure.code()));
        failure.httpStatus().ifPresent(value -> put(error, 1, new DerWriter().integer(value)));
        failure.wsaError().ifPresent(value -> put(error, 2, new DerWriter().integer(value)));
        failure.tlsAlert().ifPresent(value -> put(error, 3, new DerWriter().integer(value)));
        return error.toArray();
    }

    private static byte[] all(List<Octets> chain) {
        DerWriter all = new DerWriter();
        chain.forEach(all::octets);
        return all.toArray();
    }
}
