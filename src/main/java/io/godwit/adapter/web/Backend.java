package io.godwit.adapter.web;

import io.godwit.access.Accounts;
import io.godwit.access.Gate;
import io.godwit.access.Users;
import io.godwit.execute.Session;
import io.godwit.execute.Underway;
import io.godwit.port.Journal;
import io.godwit.watch.ClusterWatch;
import io.godwit.watch.EventRing;
import java.time.InstantSource;

/**
 * What the server stands on.
 *
 * @param session the engine
 * @param reading the journal once more, for reading only, so that the engine never waits for a page
 */
public record Backend(Session session, Journal reading, Underway underway, ClusterWatch watch, EventRing events,
        Gate gate, Users users, Accounts accounts, PlatformThreads threads, Metrics metrics, InstantSource clock) {}
