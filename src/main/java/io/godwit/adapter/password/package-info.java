/** Argon2id by a library. */
@NullMarked
package io.godwit.adapter.password;

import org.jspecify.annotations.NullMarked;
