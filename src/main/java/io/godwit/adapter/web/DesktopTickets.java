package io.godwit.adapter.web;

import io.godwit.access.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Leave to open one VM's desktop once, within half a minute, by the user who asked for it. In memory only; thread-safe. */
public final class DesktopTickets {
    static final Duration LASTING = Duration.ofSeconds(30);
    private static final int MOST = 10_000;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Leave> leaves = new ConcurrentHashMap<>();

    private record Leave(String user, UUID vm, Instant ends) {}

    public DesktopTickets(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new ticket; empty where too many are out. */
    Optional<Secret> issue(String user, UUID vm) {
        Instant now = clock.instant();
        leaves.values().removeIf(leave -> !leave.ends().isAfter(now));
        if (leaves.size() >= MOST) {
            return Optional.empty();
        }
        Secret ticket = Secret.next(random);
        leaves.put(ticket.hash(), new Leave(user, vm, now.plus(LASTING)));
        return Optional.of(ticket);
    }

    /** Uses a ticket up; the answer is whether it was good for this user and this VM. */
    boolean use(String ticket, String user, UUID vm) {
        Leave leave = leaves.remove(new Secret(ticket).hash());
        return leave != null && leave.user().equals(user) && leave.vm().equals(vm)
                && leave.ends().isAfter(clock.instant());
    }
}
