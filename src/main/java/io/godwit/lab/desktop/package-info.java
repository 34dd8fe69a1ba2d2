/** The desktop guest: Debian with a user session over RDP that plays a numbered video. */
@NullMarked
package io.godwit.lab.desktop;

import org.jspecify.annotations.NullMarked;
