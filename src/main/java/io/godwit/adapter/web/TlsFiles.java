package io.godwit.adapter.web;

import io.godwit.adapter.web.Listening.Certificate;
import io.godwit.model.GodwitException.Misuse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PEM certificate chain and its PKCS#8 key as Java wants them. */
final class TlsFiles {
    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final List<String> KINDS = List.of("EC", "RSA", "Ed25519");

    private TlsFiles() {}

    static KeyStore read(Certificate files) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(files.chain())));
            store.setKeyEntry("server", key(files.key()), new char[0],
                    chain.toArray(java.security.cert.Certificate[]::new));
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new Misuse("the TLS files cannot be used: " + e.getMessage(),
                    "a PEM chain, and a key that begins with BEGIN PRIVATE KEY (openssl pkcs8 -topk8 -nocrypt)");
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new InvalidKeySpecException(file + " holds no PKCS#8 key without a password");
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(
                Base64.getMimeDecoder().decode(pem.group(1).strip()));
        for (String kind : KINDS) {
            Optional<PrivateKey> key = key(kind, encoded);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new InvalidKeySpecException(file + " holds a key of a kind that is not known");
    }

    private static Optional<PrivateKey> key(String kind, PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePrivate(encoded));
        } catch (InvalidKeySpecException another) {
            return Optional.empty();
        }
    }
}
