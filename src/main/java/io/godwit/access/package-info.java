/** Who may do what: users, roles, tokens, sessions, and the log of what they did. Knows no network and no database. */
@NullMarked
package io.godwit.access;

import org.jspecify.annotations.NullMarked;
