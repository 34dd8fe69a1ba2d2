/** The cluster file. */
@NullMarked
package io.godwit.adapter.config;

import org.jspecify.annotations.NullMarked;
