package io.godwit.adapter.web;

import io.godwit.access.Gate;
import io.godwit.access.Identity;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks, and whether the request may come from where it comes from.
 *
 * @param secure whether the server speaks TLS
 * @param onlyLocal whether it listens on loopback only: then it answers to local names only, so that no page elsewhere
 *     reaches it under a name of its own (DNS rebinding)
 */
record Visitors(Gate gate, boolean secure, boolean onlyLocal) {
    static final String COOKIE = "godwit_session";
    private static final String BEARER = "Bearer ";
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final int LONGEST = 200;

    /** A token goes before a cookie: who sends one means it. */
    Optional<Identity> identity(Context context) {
        String header = context.header("Authorization");
        if (header != null) {
            return header.startsWith(BEARER) && header.length() < LONGEST
                    ? gate.token(header.substring(BEARER.length()).strip())
                    : Optional.empty();
        }
        return cookie(context).flatMap(gate::session);
    }

    /** The session's cookie, read from this request's own header. */
    static Optional<String> cookie(Context context) {
        String header = Optional.ofNullable(context.header("Cookie")).orElse("");
        return Arrays.stream(header.split(";", -1)).map(String::strip).filter(pair -> pair.startsWith(COOKIE + "="))
                .map(pair -> pair.substring(COOKIE.length() + 1)).filter(value -> value.length() < LONGEST).findFirst();
    }

    /** Host header and listening address go together. */
    void requireHost(Context context) {
        if (onlyLocal && !LOCAL.contains(name(Optional.ofNullable(context.header("Host")).orElse("")))) {
            throw Denied.of(421, "not-allowed", "this server answers to local names only",
                    "call it localhost or 127.0.0.1");
        }
    }

    private static String name(String authority) {
        return authority.replaceFirst(":\\d+$", "");
    }

    /**
     * A browser sends a cookie by itself, whoever made it send the request: so the request has to come from our own page.
     * Browsers name no origin for a plain GET of the same site; they say so in Sec-Fetch-Site.
     */
    void requireOwnOrigin(Context context, boolean plainGet) {
        Optional<String> origin = Optional.ofNullable(context.header("Origin"));
        boolean own = origin.map(text -> own(text, context))
                .orElse(plainGet && "same-origin".equals(context.header("Sec-Fetch-Site")));
        if (!own) {
            throw Denied.of(403, "not-allowed", "the request comes from another site",
                    "use the page of this server itself, or a token");
        }
    }

    private boolean own(String origin, Context context) {
        try {
            URI uri = URI.create(origin);
            return String.valueOf(uri.getScheme()).equals(secure ? "https" : "http")
                    && String.valueOf(uri.getRawAuthority()).equalsIgnoreCase(context.header("Host"));
        } catch (IllegalArgumentException nonsense) {
            return false;
        }
    }

    /** Whether it comes from this machine. */
    static boolean local(Context context) {
        try {
            return InetAddress.getByName(context.ip()).isLoopbackAddress();
        } catch (UnknownHostException nonsense) {
            return false;
        }
    }
}
