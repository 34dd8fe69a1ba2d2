package io.godwit.observe;

import io.godwit.model.Bytes;
import java.util.Optional;

/**
 * What the VM's memory is like to move.
 *
 * @param usedMemory what the host gives it now; pages that were never touched cost nearly nothing
 * @param dirtyPerSecond as measured just now; empty where that was not asked for or is not safe here
 */
public record Load(Bytes usedMemory, Optional<Bytes> dirtyPerSecond) {}
