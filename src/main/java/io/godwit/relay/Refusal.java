package io.godwit.relay;

/** A handshake that ends here, with what the client is told. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int HANDSHAKE_FAILURE = 40;
    private static final int INSUFFICIENT_SECURITY = 71;
    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int BAD_GATEWAY = 502;
    static final int GATEWAY_TIMEOUT = 504;

    private final transient RdCleanPath answer;

    private Refusal(String message, RdCleanPath answer) {
        super(message);
        this.answer = answer;
    }

    static Refusal http(int status, String message) {
        return new Refusal(message, RdCleanPath.httpRefusal(status));
    }

    /** The guest refused, and said why in its X.224 answer. */
    static Refusal negotiation(Octets x224) {
        return new Refusal("the guest refused the security protocols that the client offers",
                RdCleanPath.negotiationRefusal(x224));
    }

    static Refusal noTls() {
        return new Refusal("the guest chose RDP's own security, without TLS; for xrdp, see that it may read the key of "
                + "its certificate", RdCleanPath.tlsRefusal(INSUFFICIENT_SECURITY));
    }

    static Refusal brokenTls(String why) {
        return new Refusal("TLS with the guest failed: " + why, RdCleanPath.tlsRefusal(HANDSHAKE_FAILURE));
    }

    RdCleanPath answer() {
        return answer;
    }
}
