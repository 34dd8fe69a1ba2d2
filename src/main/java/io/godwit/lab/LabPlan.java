package io.godwit.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /** Those with floating addresses: one at home on each server of the pair, so that both serve. */
    List<LabExport> exports() {
        return options.nasCluster() == NasCluster.NONE
                ? List.of()
                : List.of(new LabExport("desktops", address(32), "nas2", 2),
                        new LabExport("servers", address(31), "nas1", 3));
    }

    /** Everywhere that images can lie. */
    List<Place> places() {
        Stream<Place> own = nasServers().stream().map(nas -> new Place(nas.name(), nas.address(), "/export",
                options.folder().resolve(nas.name()).resolve("export")));
        Stream<Place> floating = exports().stream().map(export -> new Place(export.name(), export.address(),
                export.path(), options.folder().resolve("shared").resolve(export.name()).resolve("images")));
        return Stream.concat(own, floating).toList();
    }

    Place place(String name) {
        return places().stream().filter(place -> place.name().equals(name)).findFirst()
                .orElseThrow(() -> new LabException("the lab has no NAS or export " + name));
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
