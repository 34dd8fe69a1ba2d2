package io.godwit.adapter.web;

import io.godwit.access.Gate;
import io.godwit.access.Gate.Answer;
import io.godwit.access.Identity;
import io.godwit.access.Role;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signing in and out. */
record SessionRoutes(Gate gate, boolean secure) {
    List<Route> routes() {
        return List.of(Route.open("POST", "/api/v1/session", "signIn", this::signIn),
                Route.of("GET", "/api/v1/session", "whoAmI", Role.VIEWER, call -> call.answer(document(call.who()))),
                Route.of("DELETE", "/api/v1/session", "signOut", Role.VIEWER, this::signOut));
    }

    private record SignIn(@Nullable String user, @Nullable String password, @Nullable String link) {}

    /** Who is signed in. */
    record Document(String user, String role) {}

    private static Document document(Identity who) {
        return new Document(who.user(), who.role().label());
    }

    private void signIn(Call call) {
        Context context = call.context();
        SignIn form = call.body(SignIn.class);
        Answer answer;
        if (form.link() != null) {
            call.about("by link");
            answer = gate.byLink(form.link(), context.ip());
        } else if (form.user() != null && form.password() != null) {
            call.about(form.user());
            answer = gate.byPassword(form.user(), form.password(), context.ip());
        } else {
            throw Denied.of(400, "usage", "neither user and password nor a link is given",
                    "{\"user\": ..., \"password\": ...}");
        }
        switch (answer) {
            case Answer.In in -> {
                Visitors.cookie(context).ifPresent(gate::signOut);
                context.cookie(cookie(in.cookie().text(), Gate.LONGEST));
                call.answer(document(in.identity()));
            }
            case Answer.Wrong _ -> throw Denied.of(401, "not-signed-in",
                    form.link() != null
                            ? "the link has been used, has ended, or never was"
                            : "user and password do not go together",
                    form.link() != null ? "start godwit serve again for another one" : "try again");
            case Answer.TooMany tooMany -> throw tooMany(tooMany.pause());
        }
    }

    private static Denied tooMany(Duration pause) {
        long seconds = pause.toSeconds() + 1;
        return Denied.of(429, "too-many", "too many tries to sign in", "wait " + seconds + " s")
                .with("Retry-After", Long.toString(seconds));
    }

    private void signOut(Call call) {
        Visitors.cookie(call.context()).ifPresent(gate::signOut);
        call.context().cookie(cookie("", Duration.ZERO));
        call.context().status(204);
    }

    private Cookie cookie(String value, Duration lasting) {
        Cookie cookie = new Cookie(Visitors.COOKIE, value);
        cookie.setPath("/");
        cookie.setMaxAge((int) lasting.toSeconds());
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        cookie.setSameSite(SameSite.STRICT);
        return cookie;
    }
}
