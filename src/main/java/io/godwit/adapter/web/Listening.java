package io.godwit.adapter.web;

import io.godwit.model.GodwitException.Misuse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the server listens.
 *
 * @param tls its certificate, where it speaks TLS
 */
public record Listening(String host, int port, Optional<Certificate> tls) {
    private static final Pattern FORM = Pattern.compile("(?:([^\\[\\]:]+|\\[[0-9A-Fa-f:.]+]):)?(\\d{1,5})");
    private static final int MOST = 65_535;

    /** PEM files: the chain, the server's own first, and its key. */
    public record Certificate(Path chain, Path key) {}

    /**
     * Reads HOST:PORT, or PORT alone for loopback.
     *
     * @throws Misuse where the text has another form, and where plain HTTP would leave this machine
     */
    public static Listening of(String text, Optional<Certificate> tls) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(2)) > MOST) {
            throw new Misuse("--listen: '" + text + "' is not HOST:PORT", "--listen 127.0.0.1:8080");
        }
        String host = Optional.ofNullable(form.group(1)).orElse("127.0.0.1");
        Listening listening = new Listening(host, Integer.parseInt(form.group(2)), tls);
        if (tls.isEmpty() && !listening.onlyLocal()) {
            throw new Misuse("plain HTTP beyond this machine would show passwords and desktops to the network",
                    "--tls-cert CHAIN.pem --tls-key KEY.pem, or --listen 127.0.0.1:" + form.group(2)
                            + " behind a proxy that speaks TLS or an ssh tunnel");
        }
        return listening;
    }

    /** Whether only this machine can reach it. */
    public boolean onlyLocal() {
        try {
            return InetAddress.getByName(bare()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new Misuse("--listen: there is no host " + host, "--listen 127.0.0.1:8080");
        }
    }

    /** Without the brackets of an IPv6 address. */
    String bare() {
        return host.replaceAll("[\\[\\]]", "");
    }

    String scheme() {
        return tls.isPresent() ? "https" : "http";
    }
}
