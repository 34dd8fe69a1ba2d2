package io.godwit.model;

/** How commands are run on a NAS: only those that move an export need it. */
public sealed interface NasShell {
    /** By ssh, with keys and no questions. */
    record Ssh(String destination) implements NasShell {}

    /** In the namespaces of a host of the lab, found by its network namespace. */
    record Namespace(String network) implements NasShell {}
}
