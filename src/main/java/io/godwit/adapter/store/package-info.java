/** The journal in SQLite. */
@NullMarked
package io.godwit.adapter.store;

import org.jspecify.annotations.NullMarked;
