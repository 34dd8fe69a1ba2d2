package io.godwit.adapter.nas;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Pacemaker's configuration (the CIB) has for one export. It is found by the floating address, for names say nothing: the
 * resource that has the address as its parameter, and the group that it is in, which is what moves.
 *
 * @param id what crm_resource moves
 * @param address the resource of the address itself
 * @param members the ids of all that moves with it, in the order of their start
 * @param agents their agents: ocf:heartbeat:IPaddr2
 * @param prefix the network prefix of the address, as configured
 * @param device its network interface, as configured
 */
record ExportResource(String id, String address, List<String> members, List<String> agents, Optional<String> prefix,
        Optional<String> device) {
    ExportResource {
        members = List.copyOf(members);
        agents = List.copyOf(agents);
    }

    static Optional<ExportResource> of(ClusterXml cib, String address) {
        Optional<ClusterXml> resources = cib.first("resources");
        return resources.stream().flatMap(all -> all.children().flatMap(top -> primitives(top)
                .filter(primitive -> isAddress(primitive, address)).map(primitive -> of(top, primitive)))).findFirst();
    }

    private static Stream<ClusterXml> primitives(ClusterXml top) {
        return top.name().equals("primitive") ? Stream.of(top) : top.all("primitive").stream();
    }

    private static boolean isAddress(ClusterXml primitive, String address) {
        return primitive.attribute("type").startsWith("IPaddr")
                && primitive.pair("instance_attributes", "ip").filter(address::equals).isPresent();
    }

    private static ExportResource of(ClusterXml top, ClusterXml primitive) {
        List<ClusterXml> members = primitives(top).toList();
        return new ExportResource(top.attribute("id"), primitive.attribute("id"),
                members.stream().map(member -> member.attribute("id")).toList(),
                members.stream().map(ExportResource::agent).toList(),
                primitive.pair("instance_attributes", "cidr_netmask"), primitive.pair("instance_attributes", "nic"));
    }

    private static String agent(ClusterXml primitive) {
        return Stream.of("class", "provider", "type").map(primitive::attribute).filter(word -> !word.isEmpty())
                .reduce((one, other) -> one + ":" + other).orElse("");
    }

    /** The agent that runs a server which can stand by; the lab ships it, and it may be installed anywhere. */
    static final String STANDBY_AGENT = "ocf:godwit:nfs-export";

    /** Whether nothing but such a server comes before the address: then only the address has to move. */
    boolean warmable() {
        return agents.contains(STANDBY_AGENT)
                && agents.stream().allMatch(agent -> agent.equals(STANDBY_AGENT) || agent.contains(":IPaddr"));
    }
}
