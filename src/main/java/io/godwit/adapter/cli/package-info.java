/** The command line: stdout is data, stderr is progress. */
@NullMarked
package io.godwit.adapter.cli;

import org.jspecify.annotations.NullMarked;
