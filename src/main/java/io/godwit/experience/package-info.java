/**
 * What the client sees: a real RDP client on a virtual screen, whose memory is sampled every few milliseconds.
 *
 * <p><b>Longest gap</b>: the longest time between two changes of the picture within a window. A gap that began before the
 * window, or ended after it, counts with its part inside. It is set beside the longest gap of the same picture at
 * standstill, which is the floor: a video of 24 frames a second changes every 42 ms at best. It covers everything between
 * the guest's frame buffer and the client's: the vCPUs' downtime, the network, RDP, and what copying takes from the
 * desktop. It does not cover sound, the keyboard's way in, and how a person feels about it; and it cannot be shorter than
 * the probe's own sampling gap, which is reported with it.
 */
@NullMarked
package io.godwit.experience;

import org.jspecify.annotations.NullMarked;
