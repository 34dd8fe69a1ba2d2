/**
 * Godwit's own binding to libvirt, by the foreign function API. It knows libvirt's functions and nothing of Godwit.
 *
 * <p>Rules: every call blocks its caller and must come from a platform thread, because a native frame pins a virtual
 * thread and libvirt's last error belongs to the OS thread; handles are closed, never finalized; one event loop thread
 * serves the process. Docstrings name the libvirt function, whose documentation holds.
 */
@NullMarked
package io.godwit.libvirt;

import org.jspecify.annotations.NullMarked;
