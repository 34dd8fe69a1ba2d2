package io.godwit.adapter.web;

import io.godwit.access.Role;
import java.util.Optional;

/**
 * One row of the table of routes: who may do what. A path that has no row does not exist.
 *
 * @param method GET, POST or DELETE
 * @param path with its parameters in braces
 * @param operation its name in openapi.yaml and in the audit log
 * @param least the least role; empty means anyone
 */
record Route(String method, String path, String operation, Optional<Role> least, Action action) {
    /** What is done for a visitor who may. */
    @FunctionalInterface
    interface Action {
        void handle(Call call) throws Exception;
    }

    /** The table of a group of routes, one line for each. */
    static Route of(String method, String path, String operation, Role least, Action action) {
        return new Route(method, path, operation, Optional.of(least), action);
    }

    static Route open(String method, String path, String operation, Action action) {
        return new Route(method, path, operation, Optional.empty(), action);
    }

    boolean changes() {
        return !method.equals("GET");
    }

    /** Whether it goes into the audit log when it went well: what changes nothing of the cluster would only fill it. */
    boolean noted() {
        return changes() && !operation.equals("plan") && !operation.equals("felt");
    }
}
