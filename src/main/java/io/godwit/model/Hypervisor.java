package io.godwit.model;

/**
 * A host that runs VMs.
 *
 * @param uri libvirt URI by which Godwit reaches it
 * @param peerUri libvirt URI by which the other hypervisors reach it (peer-to-peer migration)
 * @param migrationAddress the address that migration streams and disk copies go to
 */
public record Hypervisor(String name, String uri, String peerUri, String migrationAddress) {}
