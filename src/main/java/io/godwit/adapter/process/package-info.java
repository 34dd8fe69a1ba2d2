/** The processes of Godwit on this machine. */
@NullMarked
package io.godwit.adapter.process;

import org.jspecify.annotations.NullMarked;
