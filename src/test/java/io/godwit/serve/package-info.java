/** The server by its API, with simulated hosts, a real journal and real HTTP. */
@NullMarked
package io.godwit.serve;

import org.jspecify.annotations.NullMarked;
