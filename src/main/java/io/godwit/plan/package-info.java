/** Pure: a request and the observed world become a plan, or a refusal. No I/O. */
@NullMarked
package io.godwit.plan;

import org.jspecify.annotations.NullMarked;
