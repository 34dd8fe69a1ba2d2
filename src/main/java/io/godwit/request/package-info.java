/** What a person asked for, checked for form only. */
@NullMarked
package io.godwit.request;

import org.jspecify.annotations.NullMarked;
