/** How things look on a terminal, in a pipe and in JSON. Pure, but for {@link io.godwit.adapter.cli.view.Terminal}. */
@NullMarked
package io.godwit.adapter.cli.view;

import org.jspecify.annotations.NullMarked;
