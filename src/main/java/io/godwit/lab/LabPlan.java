package io.godwit.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Names and addresses of a lab: vnode2, vnode3 ... and nas1, nas2 ... as in the drawing. The addresses are of RFC 2544's
 * range and exist only inside the lab's namespaces, one /24 for each lab.
 *
 * @param index tells the networks of labs apart, 0 to 255
 */
record LabPlan(LabOptions options, int index) {
    private static final int FIRST_HYPERVISOR = 2;
    private static final int FIRST_NAS = 1;

    List<LabHost> hypervisors() {
        return IntStream.range(0, options.hypervisors())
                .mapToObj(
                        i -> host("vnode" + (FIRST_HYPERVISOR + i), LabHost.Role.HYPERVISOR, 10 + FIRST_HYPERVISOR + i))
                .toList();
    }

    List<LabHost> nasServers() {
        return IntStream.range(0, options.nasServers())
                .mapToObj(i -> host("nas" + (FIRST_NAS + i), LabHost.Role.NAS, 20 + FIRST_NAS + i)).toList();
    }

    LabHost client() {
        return host("client", LabHost.Role.CLIENT, 50);
    }

    List<LabHost> hosts() {
        List<LabHost> hosts = new ArrayList<>(hypervisors());
        hosts.addAll(nasServers());
        hosts.add(client());
        return hosts;
    }

    private LabHost host(String name, LabHost.Role role, int last) {
        return new LabHost(options.name(), name, role, address(last));
    }

    String address(int last) {
        return "198.18." + index + "." + last;
    }

    /** The address of the n-th guest, from 0. */
    String guestAddress(int guest) {
        return address(100 + guest);
    }

    String switchNamespace() {
        return options.name() + "-sw";
    }
}
