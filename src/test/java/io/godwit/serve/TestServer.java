package io.godwit.serve;

import io.godwit.access.Role;
import io.godwit.access.Users;
import io.godwit.adapter.store.SqliteAccounts;
import io.godwit.adapter.web.DesktopRelay;
import io.godwit.adapter.web.Listening;
import io.godwit.main.Serving;
import io.godwit.main.Wiring;
import io.godwit.model.Cluster;
import io.godwit.model.Desktop;
import io.godwit.port.Journal;
import io.godwit.simulation.Fleet;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A real server on simulated hosts, on a port of its own, with a token for each role and a user "ada". */
final class TestServer implements AutoCloseable {
    static final String PASSWORD = "a long enough one";
    final Serving serving;
    final OneProcess process;
    final List<String> log = new CopyOnWriteArrayList<>();
    final Users users;
    private final SqliteAccounts accounts;
    private final Map<Role, String> tokens;

    /** The end of a process: no handler of the engine may catch it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("kill -9", null, false, false);
        }
    }

    private TestServer(Cluster cluster, Fleet fleet, OneProcess process, Optional<DesktopRelay> relay) {
        this.process = process;
        accounts = SqliteAccounts.open(cluster.state());
        users = new Users(accounts, Serving.passwords(), InstantSource.system(), new SecureRandom());
        if (users.list().isEmpty()) {
            var _ = users.add("ada", Role.ADMIN, PASSWORD);
        }
        tokens = Map.of(Role.VIEWER, token(Role.VIEWER), Role.OPERATOR, token(Role.OPERATOR), Role.ADMIN,
                token(Role.ADMIN));
        serving = Serving.start(new Serving.Parts(cluster,
                listener -> new Wiring(cluster, fleet, process, listener, journal -> mortal(journal, process)), process,
                Listening.of("127.0.0.1:0", Optional.empty()), Optional.empty(), relay, Serving.passwords(), "test",
                log::add));
    }

    private String token(Role role) {
        return users.issue(role.label(), role, Optional.empty(), "test").secret();
    }

    /** The engine's journal ends with its process, in the middle of whatever it does. */
    private static Journal mortal(Journal journal, OneProcess process) {
        return (Journal) Proxy.newProxyInstance(TestServer.class.getClassLoader(), new Class<?>[]{Journal.class},
                (_, method, arguments) -> {
                    if (!process.lives()) {
                        throw new Killed();
                    }
                    try {
                        return method.invoke(journal, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    static TestServer on(Path state, Fleet fleet) {
        return on(state, fleet, OneProcess.alone(), Optional.empty());
    }

    static TestServer on(Path state, Fleet fleet, OneProcess process, Optional<DesktopRelay> relay) {
        Cluster cluster = Fleet.cluster(state, Map.of("vm1", new Desktop("192.0.2.7", 3389)));
        TestServer server = new TestServer(cluster, fleet, process, relay);
        Awaitility.await().atMost(Duration.ofSeconds(20))
                .until(() -> server.anyone().get("/readyz").status() == 200
                        && !server.as(Role.VIEWER).get("/api/v1/scene").json().path("vms").isEmpty());
        return server;
    }

    Client anyone() {
        return new Client(serving.address(), Map.of());
    }

    Client as(Role role) {
        return bearing(token(tokens, role));
    }

    private static String token(Map<Role, String> tokens, Role role) {
        return Optional.ofNullable(tokens.get(role)).orElseThrow();
    }

    Client bearing(String token) {
        return new Client(serving.address(), Map.of("Authorization", "Bearer " + token));
    }

    /** The process is killed: its threads end in the middle, and nobody hands anything over. */
    void kill() {
        process.dies();
        close();
    }

    @Override
    public void close() {
        serving.close();
        accounts.close();
    }
}
