/** The only part that changes the world: one journalled step after another; look, decide (pure), act. */
@NullMarked
package io.godwit.execute;

import org.jspecify.annotations.NullMarked;
