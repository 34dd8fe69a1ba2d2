package io.godwit.model;

import java.util.Optional;

/**
 * One server of a pair.
 *
 * @param online whether the manager counts on it; where there is none, whether it answers
 * @param note what else the manager says of it
 * @param serving what it says itself; empty where it does not answer
 */
public record PairNode(String nas, boolean online, String note, Optional<Serving> serving) {}
