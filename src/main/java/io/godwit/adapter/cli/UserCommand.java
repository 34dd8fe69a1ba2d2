package io.godwit.adapter.cli;

import io.godwit.access.Account;
import io.godwit.access.Role;
import io.godwit.adapter.cli.view.ExitCode;
import io.godwit.adapter.cli.view.Table;
import io.godwit.model.GodwitException.Misuse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Scanner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The people who may sign in to a server of this cluster. */
@Command(name = "user", description = "who may sign in to godwit serve", synopsisSubcommandLabel = "(add | list | remove | password)")
public final class UserCommand {
    private final Console console;
    private final People.Opening opening;

    public UserCommand(Console console, People.Opening opening) {
        this.console = console;
        this.opening = opening;
    }

    @Command(name = "add", description = "add one; the password is asked for, or read from the first line of the input")
    int add(@Mixin Common common, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--role", paramLabel = "ROLE", defaultValue = "viewer", description = "viewer looks, operator "
                    + "migrates, admin also manages users (${DEFAULT-VALUE})") String role) {
        Role given = role(role);
        try (People people = opening.open(common.cluster())) {
            var _ = people.noted("addUser", name, () -> people.users().add(name, given, password()));
            console.say(name + " may sign in as " + given.label());
            return ExitCode.DONE;
        }
    }

    static Role role(String label) {
        return Role.of(label).orElseThrow(() -> new Misuse("there is no role " + label,
                "--role viewer, --role operator or --role admin"));
    }

    @Command(name = "list", description = "list them")
    int list(@Mixin Common common) {
        try (People people = opening.open(common.cluster())) {
            List<Account> accounts = people.users().list();
            if (common.format().machine()) {
                console.data(console.documents().write(common.format(), accounts.stream().map(account -> Map.of("name",
                        account.name(), "role", account.role().label(), "createdAt", account.createdAt())).toList()));
            } else {
                console.data(accounts.isEmpty()
                        ? List.of("no users")
                        : new Table(List.of("NAME", "ROLE", "SINCE"), accounts.stream().map(account -> List
                                .of(account.name(), account.role().label(), account.createdAt().toString()))
                                .toList()).lines());
            }
            return ExitCode.DONE;
        }
    }

    @Command(name = "remove", description = "remove one, with its sessions")
    int remove(@Mixin Common common, @Parameters(paramLabel = "NAME") String name) {
        try (People people = opening.open(common.cluster())) {
            var _ = people.<Boolean>noted("removeUser", name, () -> {
                people.users().remove(name);
                return true;
            });
            console.say(name + " may not sign in any more");
            return ExitCode.DONE;
        }
    }

    @Command(name = "password", description = "set another password, and end the sessions of the old one")
    int password(@Mixin Common common, @Parameters(paramLabel = "NAME") String name) {
        try (People people = opening.open(common.cluster())) {
            var _ = people.<Boolean>noted("password", name, () -> {
                people.users().password(name, password());
                return true;
            });
            console.say("the password of " + name + " is set");
            return ExitCode.DONE;
        }
    }

    /** Never from the command line's own words: those can be read by everybody on the machine. */
    private String password() {
        if (console.terminal().inIsTerminal()) {
            java.io.Console person = Objects.requireNonNull(System.console());
            char[] first = person.readPassword("Password: ");
            char[] again = person.readPassword("Once more: ");
            if (first == null || !Arrays.equals(first, again)) {
                throw new Misuse("the two are not the same", "try again; nothing was changed");
            }
            return new String(first);
        }
        Scanner input = new Scanner(System.in, StandardCharsets.UTF_8);
        if (!input.hasNextLine()) {
            throw new Misuse("no password was given", "write it on the first line of the input");
        }
        return input.nextLine();
    }
}
