/** Hypervisors and image stores by libvirt. */
@NullMarked
package io.godwit.adapter.libvirt;

import org.jspecify.annotations.NullMarked;
