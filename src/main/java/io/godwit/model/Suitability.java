package io.godwit.model;

import java.util.Optional;

/**
 * Whether a host can run a VM; an empty answer means yes.
 *
 * @param cpuProblem why the VM's CPU cannot be had there
 * @param machineProblem why its machine type cannot
 */
public record Suitability(Optional<String> cpuProblem, Optional<String> machineProblem) {}
