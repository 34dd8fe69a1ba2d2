package io.godwit.observe;

import java.util.Optional;

/**
 * Whether a hypervisor can use an export.
 *
 * @param evidence what was seen
 * @param problem why it cannot; empty where it can, or where nothing speaks against it
 * @param certain whether a problem is one for sure; a list of exports that is empty may also mean that the host cannot ask
 */
public record Sight(String hypervisor, String nas, String export, String evidence, Optional<String> problem,
        boolean certain) {}
