package io.godwit.port;

/** The way to the hosts of the cluster; connections are made at first use and kept. */
public interface Hosts extends AutoCloseable {
    /**
     * The hypervisor of that name.
     *
     * @throws io.godwit.model.GodwitException.Unreachable where it does not answer
     */
    HypervisorHost hypervisor(String name);

    /**
     * The images of an export.
     *
     * @throws io.godwit.model.GodwitException.Unreachable where the host that makes its images does not answer
     */
    ImageStore images(String nas, String export);

    @Override
    void close();
}
