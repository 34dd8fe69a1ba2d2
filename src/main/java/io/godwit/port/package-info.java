/** What the core needs of the world: small interfaces that adapters implement. */
@NullMarked
package io.godwit.port;

import org.jspecify.annotations.NullMarked;
