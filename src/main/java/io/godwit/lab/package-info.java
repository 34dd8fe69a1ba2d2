/**
 * The one-machine cluster: hypervisors, NAS servers and a client as namespaces, with real libvirt, QEMU and NFS, so that
 * anyone can see every move before trusting a cluster to it. It knows the binding to libvirt and nothing of the engine.
 */
@NullMarked
package io.godwit.lab;

import org.jspecify.annotations.NullMarked;
