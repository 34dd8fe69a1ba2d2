package io.godwit.adapter.web;

import io.godwit.access.Identity;
import io.godwit.model.GodwitException.Misuse;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** One request on its way through a route: what it brings, and what it is answered. */
final class Call {
    static final int MOST_BODY = 1 << 20;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST_LIMIT = 1000;
    private final Context context;
    private final WebJson json;
    private final Optional<Identity> identity;
    private String subject = "";

    Call(Context context, WebJson json, Optional<Identity> identity) {
        this.context = context;
        this.json = json;
        this.identity = identity;
    }

    Context context() {
        return context;
    }

    /** Who asks; only for routes that need a role. */
    Identity who() {
        return identity.orElseThrow(Denied::notSignedIn);
    }

    Optional<Identity> identity() {
        return identity;
    }

    String path(String name) {
        return context.pathParam(name);
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isEmpty());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(context.header(name));
    }

    /** The page's size. */
    int limit() {
        return query("limit").map(text -> number("limit", text, MOST_LIMIT)).orElse(DEFAULT_LIMIT);
    }

    static int number(String name, String text, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new Misuse(name + " is '" + text + "'", "a number up to " + most);
    }

    /** The body, bounded. */
    <T> T body(Class<T> type) {
        return json.read(bytes(), type);
    }

    byte[] bytes() {
        String type = Optional.ofNullable(context.contentType()).orElse("");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw Denied.of(415, "usage", "the body is '" + type + "'", "send Content-Type: application/json");
        }
        try (InputStream in = context.req().getInputStream()) {
            byte[] body = in.readNBytes(MOST_BODY + 1);
            if (body.length > MOST_BODY) {
                throw Denied.of(413, "too-large", "the body is larger than 1 MiB", "send less; nothing was changed");
            }
            return body;
        } catch (IOException e) {
            throw Denied.of(400, "usage", "the body could not be read", "send it once more");
        }
    }

    /** On what it is done, for the audit log. */
    void about(String what) {
        subject = what;
    }

    String subject() {
        return subject.isEmpty() ? String.join(" ", context.pathParamMap().values()) : subject;
    }

    /** Answers 200 with JSON. */
    void answer(Object document) {
        answer(200, document);
    }

    void answer(int status, Object document) {
        context.status(status).contentType("application/json").result(json.bytes(document));
    }

    /** A page of a list. */
    record Page<T>(List<T> items, Optional<String> next) {
        Page {
            items = List.copyOf(items);
        }

        static <T> Page<T> whole(List<T> items) {
            return new Page<>(items, Optional.empty());
        }
    }
}
