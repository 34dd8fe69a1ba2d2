package io.godwit.observe;

import java.util.Optional;

/**
 * Whether a hypervisor can use an export.
 *
 * @param evidence what was seen
 * @param problem why it cannot; empty where it can, or where nothing speaks against it
 * @param asked whether the host was able to ask
 */
public record Sight(String hypervisor, String nas, String export, String evidence, Optional<String> problem,
        boolean asked) {}
