/** The executor against simulated hosts: thousands of runs, each from a seed, with invariants after every call. */
@NullMarked
package io.godwit.simulation;

import org.jspecify.annotations.NullMarked;
