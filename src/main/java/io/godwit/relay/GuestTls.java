package io.godwit.relay;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS to guests, whose certificates are their own: any is accepted, and the chain is the client's to judge. */
final class GuestTls {
    private final SSLContext context;

    GuestTls() {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new Any()}, new SecureRandom());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** Makes the connection one with TLS; closing it closes the one beneath. */
    SSLSocket over(Socket guest) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(guest,
                guest.getInetAddress().getHostAddress(), guest.getPort(), true);
        tls.startHandshake();
        return tls;
    }

    /** The guest's chain, its own certificate first. */
    static List<Octets> certificates(SSLSocket tls) throws IOException {
        List<Octets> chain = new ArrayList<>();
        for (Certificate certificate : tls.getSession().getPeerCertificates()) {
            try {
                chain.add(Octets.of(certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IOException("a certificate of the guest cannot be passed on", e);
            }
        }
        return chain;
    }

    /** Extended, for then Java adds no checks of its own. */
    private static final class Any extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
