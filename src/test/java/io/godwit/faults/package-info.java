/** What can go wrong, done on purpose: in the lab, with real processes, and with the expected end written down first. */
@NullMarked
package io.godwit.faults;

import org.jspecify.annotations.NullMarked;
