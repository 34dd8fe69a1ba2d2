package io.godwit.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a guest's own RDP server is reached from Godwit's machine. Text form: {@code host:port}. */
public record Desktop(String host, int port) {
    private static final Pattern FORM = Pattern
            .compile("([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}]):(\\d{1,5})");

    public Desktop {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    /** Empty where the text is none. */
    public static Optional<Desktop> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(form.group(2));
        return port < 1 || port > 65_535 ? Optional.empty() : Optional.of(new Desktop(form.group(1), port));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
