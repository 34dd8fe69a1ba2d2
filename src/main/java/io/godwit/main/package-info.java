/** The entry point, and the one place where everything is wired together. */
@NullMarked
package io.godwit.main;

import org.jspecify.annotations.NullMarked;
