/**
 * The cluster as everybody sees it, kept by one reader for all: hosts are looked at again and again, each by a thread of its
 * own, the journal too, and what changed is published as numbered events.
 */
@NullMarked
package io.godwit.watch;

import org.jspecify.annotations.NullMarked;
