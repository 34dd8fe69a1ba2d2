package io.godwit.adapter.web;

import io.godwit.access.Role;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** HTTP around the backend: the table of routes, each behind the guard, and the page. */
public final class WebServer implements AutoCloseable {
    private static final String POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final int IDLE_MILLIS = 60_000;
    private static final int HEADER_BYTES = 16 * 1024;

    private final Backend backend;
    private final Listening listening;
    private final WebJson json = new WebJson();
    private final Guard guard;
    private final PageFiles page;
    private final DesktopRoutes desktops;
    private final Optional<DesktopRelay> relay;
    private final String version;
    private final Javalin javalin;
    private Optional<ServerConnector> connector = Optional.empty();

    /**
     * Ready to start.
     *
     * @param page a folder with the page's files, for a class path that has none
     * @param relay carries desktops; without one their socket is not there
     */
    public WebServer(Backend backend, Listening listening, Optional<Path> page, Optional<DesktopRelay> relay,
            String version, Consumer<String> log) {
        this.backend = backend;
        this.listening = listening;
        this.version = version;
        this.page = PageFiles.find(page);
        this.relay = relay;
        Visitors visitors = new Visitors(backend.gate(), listening.tls().isPresent(), listening.onlyLocal());
        this.guard = new Guard(visitors, backend.accounts(), json, backend.metrics(), backend.clock(), log);
        this.desktops = new DesktopRoutes(backend, new DesktopTickets(backend.clock(), new SecureRandom()));
        this.javalin = Javalin.create(this::configure);
    }

    /** The whole table: a path that is not in it does not exist. */
    List<Route> routes() {
        List<Route> all = new ArrayList<>();
        all.addAll(new HealthRoutes(backend).routes());
        all.addAll(new SessionRoutes(backend.gate(), listening.tls().isPresent()).routes());
        all.addAll(new SceneRoutes(backend, version).routes());
        all.addAll(new PlanRoutes(backend, json).routes());
        all.addAll(new TargetRoutes(backend).routes());
        all.addAll(new MigrationRoutes(backend).routes());
        all.addAll(new ReportRoutes(backend.reading()).routes());
        all.addAll(new EventRoutes(backend.events(), backend.metrics(), guard::known).routes());
        all.addAll(new AccessRoutes(backend).routes());
        all.addAll(desktops.routes());
        all.add(socket());
        return all;
    }

    /** One line for each route: its method, path, operation and least role. */
    public List<String> table() {
        return routes().stream().map(route -> String.join(" ", route.method(), route.path(), route.operation(),
                route.least().map(Role::label).orElse("anyone"))).toList();
    }

    private Route socket() {
        return Route.of("GET", DesktopSocket.PATH, "rdp", Role.OPERATOR,
                call -> call.context().attribute(DesktopSocket.WHO, call.who()));
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = Call.MOST_BODY + 1L;
        config.http.generateEtags = false;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.addConnector(this::connect);
        config.routes.before(WebServer::headers);
        for (Route route : routes()) {
            if (route.operation().equals("rdp")) {
                relay.ifPresent(carrier -> {
                    config.routes.wsBeforeUpgrade(route.path(), guard.beforeUpgrade(route));
                    config.routes.ws(route.path(), DesktopSocket.of(carrier, desktops));
                });
            } else {
                config.routes.addHttpHandler(HandlerType.findOrCreate(route.method()), route.path(),
                        guard.before(route));
            }
        }
        config.routes.get("/*", this::rest);
        config.routes.exception(Denied.class, (denied, context) -> guard.answer(context, denied.problem()));
        config.routes.error(404, "*", this::nothing);
        config.routes.error(405, "*", this::nothing);
    }

    /** What no route of the API takes. */
    private void rest(Context context) throws java.io.IOException {
        guard.requireHost(context);
        if (context.path().startsWith("/api/")) {
            throw Denied.of(404, "not-found", "there is nothing at " + context.path(), "see /api/v1/openapi.yaml");
        }
        page.answer(context);
    }

    private void nothing(Context context) {
        String type = context.res().getContentType();
        if (type == null || !type.startsWith("application/problem+json")) {
            guard.answer(context, Problem.of(context.statusCode(), "not-found",
                    "there is nothing at this path for " + context.method(), "see /api/v1/openapi.yaml"));
        }
    }

    private static void headers(Context context) {
        context.header("Content-Security-Policy", POLICY).header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer").header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin").header("Cache-Control", "no-store");
        if (context.req().isSecure()) {
            context.header("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private ServerConnector connect(Server server, HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        // Else a value that begins as one before it on the same connection, but for case, is given that one's letters:
        // one cookie in some hundreds was not recognised after another one of a single letter.
        http.setHeaderCacheCaseSensitive(true);
        ServerConnector made = listening.tls().map(files -> secure(server, http, files))
                .orElseGet(() -> new ServerConnector(server, new HttpConnectionFactory(http)));
        made.setHost(listening.bare());
        made.setPort(listening.port());
        made.setIdleTimeout(IDLE_MILLIS);
        connector = Optional.of(made);
        return made;
    }

    private static ServerConnector secure(Server server, HttpConfiguration http, Listening.Certificate files) {
        // Names are the certificate's affair and the client's: one server may have several.
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(TlsFiles.read(files));
        tls.setKeyStorePassword("");
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        return new ServerConnector(server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http));
    }

    /** Listens from now on. */
    public void start() {
        javalin.start();
    }

    /** Where it is reached, with the port that it really has. */
    public String address() {
        int port = connector.map(ServerConnector::getLocalPort).orElse(listening.port());
        return listening.scheme() + "://" + listening.host() + ":" + port;
    }

    @Override
    public void close() {
        backend.events().close();
        javalin.stop();
    }
}
