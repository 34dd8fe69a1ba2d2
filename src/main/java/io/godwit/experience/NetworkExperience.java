package io.godwit.experience;

/**
 * What a window of time was like to a network peer of the guest.
 *
 * @param sent packets that asked for an answer
 * @param answered how many were answered within the window
 * @param gaps the stretches without an answer
 * @param medianRoundTripMillis from the packet to its answer
 */
public record NetworkExperience(int sent, int answered, Gaps gaps, double medianRoundTripMillis,
        double worstRoundTripMillis) {}
