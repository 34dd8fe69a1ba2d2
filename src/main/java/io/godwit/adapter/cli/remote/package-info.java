/** The command line as a client of a server. */
@NullMarked
package io.godwit.adapter.cli.remote;

import org.jspecify.annotations.NullMarked;
