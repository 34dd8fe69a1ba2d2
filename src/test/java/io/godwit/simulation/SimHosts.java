package io.godwit.simulation;

import io.godwit.port.Hosts;
import io.godwit.port.HypervisorHost;
import io.godwit.port.ImageStore;

/** The way into the simulated world. */
final class SimHosts implements Hosts {
    private final World world;

    SimHosts(World world) {
        this.world = world;
    }

    @Override
    public HypervisorHost hypervisor(String name) {
        return new SimHypervisor(world, name);
    }

    @Override
    public ImageStore images(String nas, String export) {
        return new SimImages(world, nas, export);
    }

    @Override
    public void close() {}
}
