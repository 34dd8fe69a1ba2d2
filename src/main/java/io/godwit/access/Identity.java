package io.godwit.access;

/**
 * Who asks.
 *
 * @param user a user's name, "token NAME", or "owner" for those who came by the one-time link
 */
public record Identity(String user, Role role, Way way) {
    /** Who came by the one-time link: whoever can read what the server prints may do everything. */
    public static final String OWNER = "owner";

    /** What was shown as the proof. */
    public enum Way {
        /** A browser sends it by itself, so that the request's origin has to be looked at. */
        COOKIE, TOKEN
    }
}
