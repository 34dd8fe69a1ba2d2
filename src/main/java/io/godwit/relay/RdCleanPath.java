package io.godwit.relay;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The one message of RDCleanPath, version 3390; every field but the version may be absent. A request has proxyAuth and x224
 * (and a destination, which this relay ignores), a response x224, certificates and serverAddress, a refusal failure.
 *
 * @param destination where the client would like to go
 * @param proxyAuth what allows the request: here, a ticket
 * @param serverAuth unused by anyone so far
 * @param preconnectionBlob for Hyper-V
 * @param x224 the connection request to the guest, or its answer: an X.224 message in a TPKT (MS-RDPBCGR 2.2.1.1, 2.2.1.2)
 * @param certificates the guest's, its own first, as X.509 in DER
 */
public record RdCleanPath(Optional<Failure> failure, Optional<String> destination, Optional<String> proxyAuth,
        Optional<String> serverAuth, Optional<String> preconnectionBlob, Optional<Octets> x224,
        Optional<List<Octets>> certificates, Optional<String> serverAddress) {
    public RdCleanPath {
        certificates = certificates.map(List::copyOf);
    }

    /**
     * Why not.
     *
     * @param code 1 in general, 2 where the guest's answer, which is then in x224, says why
     * @param wsaError a code of Windows' sockets
     */
    public record Failure(int code, OptionalInt httpStatus, OptionalInt wsaError, OptionalInt tlsAlert) {
        static final int GENERAL = 1;
        static final int NEGOTIATION = 2;
    }

    static RdCleanPath request(String destination, String ticket, Octets x224) {
        return new RdCleanPath(Optional.empty(), Optional.of(destination), Optional.of(ticket), Optional.empty(),
                Optional.empty(), Optional.of(x224), Optional.empty(), Optional.empty());
    }

    static RdCleanPath response(Octets x224, List<Octets> certificates, String serverAddress) {
        return new RdCleanPath(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(x224), Optional.of(certificates), Optional.of(serverAddress));
    }

    private static RdCleanPath refusal(Failure failure, Optional<Octets> x224) {
        return new RdCleanPath(Optional.of(failure), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), x224, Optional.empty(), Optional.empty());
    }

    static RdCleanPath httpRefusal(int status) {
        return refusal(new Failure(Failure.GENERAL, OptionalInt.of(status), OptionalInt.empty(), OptionalInt.empty()),
                Optional.empty());
    }

    static RdCleanPath tlsRefusal(int alert) {
        return refusal(new Failure(Failure.GENERAL, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(alert)),
                Optional.empty());
    }

    static RdCleanPath negotiationRefusal(Octets x224) {
        return refusal(
                new Failure(Failure.NEGOTIATION, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()),
                Optional.of(x224));
    }

    /** Without the ticket, which is a secret, and without content. */
    @Override
    public String toString() {
        return "RdCleanPath[failure=" + failure + ", x224=" + x224 + ", certificates="
                + certificates.map(List::size).orElse(0) + "]";
    }
}
