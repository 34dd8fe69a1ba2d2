package io.godwit.adapter.web;

import io.godwit.access.Account;
import io.godwit.access.ApiToken;
import io.godwit.access.AuditEntry;
import io.godwit.access.Role;
import io.godwit.access.Users;
import io.godwit.adapter.web.Call.Page;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.GodwitException.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users, tokens and the audit log: for administrators. */
record AccessRoutes(Backend backend) {
    List<Route> routes() {
        return List.of(Route.of("GET", "/api/v1/users", "users", Role.ADMIN, this::users),
                Route.of("POST", "/api/v1/users", "addUser", Role.ADMIN, this::addUser),
                Route.of("DELETE", "/api/v1/users/{name}", "removeUser", Role.ADMIN, this::removeUser),
                Route.of("GET", "/api/v1/tokens", "tokens", Role.ADMIN, this::tokens),
                Route.of("POST", "/api/v1/tokens", "createToken", Role.ADMIN, this::createToken),
                Route.of("DELETE", "/api/v1/tokens/{id}", "revokeToken", Role.ADMIN, this::revokeToken),
                Route.of("GET", "/api/v1/audit", "audit", Role.ADMIN, this::audit));
    }

    private Users people() {
        return backend.users();
    }

    /** A user as the API has it. */
    record UserDocument(String name, String role, Instant createdAt) {
        static UserDocument of(Account account) {
            return new UserDocument(account.name(), account.role().label(), account.createdAt());
        }
    }

    private void users(Call call) {
        call.answer(Page.whole(people().list().stream().map(UserDocument::of).toList()));
    }

    private record UserForm(@Nullable String name, @Nullable String role, @Nullable String password) {}

    private void addUser(Call call) {
        UserForm form = call.body(UserForm.class);
        String name = given(form.name(), "name");
        call.about(name);
        call.answer(201, UserDocument.of(people().add(name, role(form.role()), given(form.password(), "password"))));
    }

    private void removeUser(Call call) {
        if (call.path("name").equals(call.who().user())) {
            throw new Refused("that is you yourself", "let another administrator do it, or godwit user remove");
        }
        people().remove(call.path("name"));
        call.context().status(204);
    }

    /** A token as the API has it: never the secret. */
    record TokenDocument(String id, String name, String role, String createdBy, Instant createdAt,
            Optional<Instant> lastUsedAt, Optional<Instant> endsAt, Optional<Instant> revokedAt) {
        static TokenDocument of(ApiToken token) {
            return new TokenDocument(token.id(), token.name(), token.role().label(), token.createdBy(),
                    token.createdAt(), token.usedAt(), token.endsAt(), token.revokedAt());
        }
    }

    private void tokens(Call call) {
        call.answer(Page.whole(people().tokens().stream().map(TokenDocument::of).toList()));
    }

    private record TokenForm(@Nullable String name, @Nullable String role, @Nullable Integer days) {}

    /** The only answer that ever has the secret. */
    record IssuedDocument(String id, String token) {}

    private void createToken(Call call) {
        TokenForm form = call.body(TokenForm.class);
        String name = given(form.name(), "name");
        call.about(name);
        Users.Issued issued = people().issue(name, role(form.role()),
                Optional.ofNullable(form.days()).map(Duration::ofDays), call.who().user());
        call.context().header("Cache-Control", "no-store");
        call.answer(201, new IssuedDocument(issued.token().id(), issued.secret()));
    }

    private void revokeToken(Call call) {
        people().revoke(call.path("id"));
        call.context().status(204);
    }

    private void audit(Call call) {
        int limit = Math.max(1, call.limit());
        long before = call.query("after").map(text -> (long) Call.number("after", text, Integer.MAX_VALUE))
                .orElse(Long.MAX_VALUE);
        List<AuditEntry> found = backend.accounts().audit(before, limit + 1);
        List<AuditEntry> page = found.stream().limit(limit).toList();
        call.answer(new Page<>(page,
                found.size() > limit ? Optional.of(Long.toString(page.getLast().n())) : Optional.empty()));
    }

    private static String given(@Nullable String value, String field) {
        if (value == null) {
            throw new Misuse(field + " is missing", "see /api/v1/openapi.yaml");
        }
        return value;
    }

    private static Role role(@Nullable String label) {
        return Role.of(given(label, "role"))
                .orElseThrow(() -> new Misuse("there is no role " + label, "viewer, operator or admin"));
    }
}
