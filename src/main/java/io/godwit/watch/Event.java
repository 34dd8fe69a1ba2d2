package io.godwit.watch;

/**
 * Something that changed, as clients get it.
 *
 * @param id names it for ever: the server's start and a number
 * @param kind scene, migration, step, sample or resync
 * @param data JSON on one line
 */
public record Event(String id, String kind, String data) {}
