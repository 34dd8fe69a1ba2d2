package io.godwit.port;

import io.godwit.model.Bytes;

/**
 * A running disk mirror (virDomainGetBlockJobInfo).
 *
 * @param ready whether source and target are in step, so that a pivot is possible
 */
public record MirrorProgress(Bytes done, Bytes total, boolean ready) {}
