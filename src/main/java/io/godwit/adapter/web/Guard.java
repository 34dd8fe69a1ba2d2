package io.godwit.adapter.web;

import io.godwit.access.Accounts;
import io.godwit.access.AuditEntry;
import io.godwit.access.Identity;
import io.godwit.access.Tries;
import io.godwit.model.GodwitException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Stands before every route: who is it, may they, and what came of it. */
final class Guard {
    private final Visitors visitors;
    private final Accounts accounts;
    private final WebJson json;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Consumer<String> log;
    /** Who knocks without end shall not fill the disk: so many of its refusals are noted in a minute. */
    private final Tries strangers;

    Guard(Visitors visitors, Accounts accounts, WebJson json, Metrics metrics, InstantSource clock,
            Consumer<String> log) {
        this.visitors = visitors;
        this.accounts = accounts;
        this.json = json;
        this.metrics = metrics;
        this.clock = clock;
        this.log = log;
        this.strangers = new Tries(60, Duration.ofMinutes(1), clock);
    }

    /** The route's action behind everything that has to be true before it. */
    Handler before(Route route) {
        return context -> {
            long began = System.nanoTime();
            Optional<Identity> identity = Optional.empty();
            Optional<Call> call = Optional.empty();
            Optional<Problem> problem = Optional.empty();
            try {
                visitors.requireHost(context);
                identity = visitors.identity(context);
                call = Optional.of(new Call(context, json, identity));
                require(route, identity, context);
                route.action().handle(call.get());
            } catch (Denied denied) {
                denied.headers().forEach(context::header);
                problem = Optional.of(denied.problem());
            } catch (GodwitException known) {
                problem = Optional.of(Problem.of(known));
            } catch (RuntimeException unknown) {
                log.accept(route.operation() + ": something that should not happen: " + unknown);
                System.getLogger("godwit.web").log(System.Logger.Level.DEBUG, route.operation(), unknown);
                problem = Optional.of(Problem.of(500, "failed", "something that should not happen",
                        "look at the server's log; godwit get migrations shows what is under way"));
            }
            problem.ifPresent(found -> answer(context, found));
            audit(route, context, identity, call, problem);
            metrics.request(route.operation(), context.statusCode(), System.nanoTime() - began);
        };
    }

    /** The same before a WebSocket begins: who may not come in is told so by HTTP. */
    Handler beforeUpgrade(Route route) {
        Handler guarded = before(route);
        return context -> {
            guarded.handle(context);
            if (context.attribute(DesktopSocket.WHO) == null) {
                throw new HttpResponseException(context.statusCode(), "not allowed", Map.of());
            }
        };
    }

    /** Whether whoever asked is still signed in. */
    boolean known(Context context) {
        return visitors.identity(context).isPresent();
    }

    void requireHost(Context context) {
        visitors.requireHost(context);
    }

    private void require(Route route, Optional<Identity> identity, Context context) {
        route.least().ifPresent(least -> {
            Identity who = identity.orElseThrow(Denied::notSignedIn);
            if (!who.role().covers(least)) {
                throw Denied.of(403, "not-allowed", who.user() + " is " + who.role().label() + ", and this needs "
                        + least.label(), "ask an administrator; nothing was changed");
            }
        });
        boolean byToken = identity.filter(who -> who.way() == Identity.Way.TOKEN).isPresent();
        boolean stream = route.operation().equals("events") || route.operation().equals("rdp");
        boolean signIn = identity.isEmpty() && context.header("Origin") == null;
        if (!byToken && !signIn && (route.changes() || stream)) {
            visitors.requireOwnOrigin(context, route.operation().equals("events"));
        }
    }

    void answer(Context context, Problem problem) {
        context.status(problem.status()).contentType("application/problem+json").result(json.bytes(problem));
    }

    /** What changes something, and what was refused for who asked: in the log that only grows. */
    private void audit(Route route, Context context, Optional<Identity> identity, Optional<Call> call,
            Optional<Problem> problem) {
        boolean refused = problem.filter(found -> found.status() == 403).isPresent();
        if (problem.isEmpty() ? !route.noted() : !route.changes() && !refused) {
            return;
        }
        if (identity.isEmpty() && problem.isPresent() && !strangers.note(context.ip())) {
            return;
        }
        String subject = call.map(Call::subject).orElse("");
        accounts.audit(new AuditEntry(0, clock.instant(), identity.map(Identity::user).orElse("nobody"), context.ip(),
                route.operation(), shortened(subject), problem.map(Problem::code).orElse("ok"),
                shortened(problem.map(Problem::detail).orElse(""))));
    }

    private static String shortened(String text) {
        String plain = text.codePoints().map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return plain.length() <= 300 ? plain : plain.substring(0, 300) + "...";
    }
}
