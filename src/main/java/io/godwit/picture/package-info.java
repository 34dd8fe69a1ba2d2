/** Pictures as pixels: the one place that knows java.awt. */
@NullMarked
package io.godwit.picture;

import org.jspecify.annotations.NullMarked;
