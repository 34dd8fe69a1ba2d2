/** NAS pairs: Pacemaker's own tools, or address and server moved by hand, through a shell on each server. */
@NullMarked
package io.godwit.adapter.nas;

import org.jspecify.annotations.NullMarked;
