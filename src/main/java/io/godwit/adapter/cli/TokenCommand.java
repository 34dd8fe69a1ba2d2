package io.godwit.adapter.cli;

import io.godwit.access.ApiToken;
import io.godwit.access.Role;
import io.godwit.access.Users;
import io.godwit.adapter.cli.view.ExitCode;
import io.godwit.adapter.cli.view.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What programs show to a server of this cluster. */
@Command(name = "token", description = "tokens for programs that use godwit serve", synopsisSubcommandLabel = "(create | list | revoke)")
public final class TokenCommand {
    private final Console console;
    private final People.Opening opening;

    public TokenCommand(Console console, People.Opening opening) {
        this.console = console;
        this.opening = opening;
    }

    @Command(name = "create", description = "make one; it is shown this once")
    int create(@Mixin Common common, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--role", paramLabel = "ROLE", defaultValue = "viewer", description = "viewer, operator or "
                    + "admin (${DEFAULT-VALUE})") String role,
            @Option(names = "--days", paramLabel = "DAYS", description = "until it ends; never where it is left out") @Nullable Integer days) {
        Role given = UserCommand.role(role);
        try (People people = opening.open(common.cluster())) {
            Users.Issued issued = people.noted("createToken", name, () -> people.users().issue(name, given,
                    Optional.ofNullable(days).map(Duration::ofDays), System.getProperty("user.name", "unknown")));
            console.say(issued.token().id() + " is " + given.label() + "; this is shown once:");
            console.data(issued.secret());
            return ExitCode.DONE;
        }
    }

    @Command(name = "list", description = "list them, without their secrets")
    int list(@Mixin Common common) {
        try (People people = opening.open(common.cluster())) {
            List<Map<String, String>> rows = people.users().tokens().stream().map(TokenCommand::row).toList();
            if (common.format().machine()) {
                console.data(console.documents().write(common.format(), rows));
            } else {
                console.data(rows.isEmpty()
                        ? List.of("no tokens")
                        : new Table(List.of("ID", "NAME", "ROLE", "STATE", "LAST USED", "SINCE", "BY"),
                                rows.stream().map(row -> List.copyOf(row.values())).toList()).lines());
            }
            return ExitCode.DONE;
        }
    }

    private static Map<String, String> row(ApiToken token) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("id", token.id());
        row.put("name", token.name());
        row.put("role", token.role().label());
        row.put("state", state(token));
        row.put("lastUsedAt", token.usedAt().map(Instant::toString).orElse("-"));
        row.put("createdAt", token.createdAt().toString());
        row.put("createdBy", token.createdBy());
        return row;
    }

    private static String state(ApiToken token) {
        if (token.revokedAt().isPresent()) {
            return "revoked";
        }
        return token.endsAt().map(end -> end.isAfter(Instant.now()) ? "until " + end : "ended").orElse("valid");
    }

    @Command(name = "revoke", description = "make one useless, at once")
    int revoke(@Mixin Common common, @Parameters(paramLabel = "ID") String id) {
        try (People people = opening.open(common.cluster())) {
            var _ = people.<Boolean>noted("revokeToken", id, () -> {
                people.users().revoke(id);
                return true;
            });
            console.say(id + " is revoked");
            return ExitCode.DONE;
        }
    }
}
