/** What is kept of every migration: its plan, its steps, its samples, its end. Records only; {@link io.godwit.port.Journal} stores them. */
@NullMarked
package io.godwit.journal;

import org.jspecify.annotations.NullMarked;
