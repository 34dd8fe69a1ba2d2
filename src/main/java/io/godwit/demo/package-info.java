/** The three moves on a real desktop with a person at the screen, and the same moves beside plain virsh. */
@NullMarked
package io.godwit.demo;

import org.jspecify.annotations.NullMarked;
