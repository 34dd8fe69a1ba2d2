package io.godwit.model;

/**
 * What makes an export one that can change its server.
 *
 * @param name for people: desktops
 * @param address the one by which clients reach it, wherever it is served
 * @param pair the name of the pair whose servers can serve it
 */
public record Floating(String name, String address, String pair) {}
