/**
 * What the client sees. Two probes: a real RDP client on a virtual screen, whose memory is sampled every few milliseconds,
 * and a packet to the guest every 10 ms. All moments are System.nanoTime of one process: one clock, one time line.
 *
 * <p><b>Longest gap</b>: the longest time between two changes of the picture (or two answers of the network) within a
 * window: from half a second before a migration to two seconds after it. A gap that began before the window, or ended after
 * it, counts with its part inside. <b>At standstill</b>: the same picture's longest gap with nothing moving, measured just
 * before; a video of 24 frames a second changes every 42 ms at best. <b>Freeze</b>: what the longest gap has over the one at
 * standstill. Beside it stand how many gaps were above 100 ms, and their sum: one freeze of 250 ms is not five of 80.
 *
 * <p>With the lab's video each picture carries its frame's number, so three things are told apart: a <i>frozen</i> picture (a
 * gap), a <i>skipped</i> frame (a number that was never seen, {@code framesLost}), and a <i>late</i> one (it came more than a
 * frame's time after it was due, at the pace and from the offset that the window's own frames show). With any other content
 * only changes are seen, and a picture that has no reason to change looks frozen: play something.
 *
 * <p>What it covers: everything between the guest's frame buffer and the client's, that is the vCPUs' downtime, the network,
 * RDP, and what copying takes from the desktop. What it does not: sound, the keyboard's way in, and how a person feels about
 * it. It cannot be shorter than the probe's own sampling gap, which is reported with it.
 */
@NullMarked
package io.godwit.experience;

import org.jspecify.annotations.NullMarked;
