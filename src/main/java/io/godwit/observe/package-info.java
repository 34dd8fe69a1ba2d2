/** What is true now, read from the hosts through ports. */
@NullMarked
package io.godwit.observe;

import org.jspecify.annotations.NullMarked;
