package io.godwit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Describes the lab in the form of any other cluster, so that every command works on it. */
record ClusterYaml(LabPlan plan) {
    void write() {
        Path lab = plan.options().folder();
        StringBuilder text = new StringBuilder("state: " + lab.resolve("state") + "\nhypervisors:\n");
        plan.hypervisors().forEach(host -> text.append("""
                  - name: %s
                    uri: %s
                    peerUri: qemu+tcp://%s/system
                    migrationAddress: %s
                """.formatted(host.name(), Lab.libvirtUri(lab, host.name()), host.address(), host.address())));
        text.append("nas:\n");
        plan.nasServers().forEach(host -> text.append(nas(host, lab)));
        text.append(pair());
        try {
            Files.writeString(lab.resolve("cluster.yaml"), text);
        } catch (IOException e) {
            throw new LabException("the cluster file could not be written: " + e.getMessage(), e);
        }
    }

    private String nas(LabHost host, Path lab) {
        String shell = plan.exports().isEmpty() ? "" : "    shell: namespace:" + host.namespace() + "\n";
        return """
                  - name: %s
                    addresses: [%s, %s]
                    libvirt: %s
                %s    exports:
                      - path: /export
                        folder: /srv/export
                        mount: /mnt/%s
                        vouchedShared: true
                """.formatted(host.name(), host.address(), host.name(), Lab.libvirtUri(lab, host.name()), shell,
                host.name())
                + plan.exports().stream().filter(export -> export.home().equals(host.name()))
                        .map(ClusterYaml::floating).collect(Collectors.joining());
    }

    private static String floating(LabExport export) {
        return """
                      - path: %s
                        folder: /srv/%s/images
                        mount: /mnt/%s
                        vouchedShared: true
                        name: %s
                        address: %s
                        pair: nas
                """.formatted(export.path(), export.name(), export.name(), export.name(), export.address());
    }

    private String pair() {
        return switch (plan.options().nasCluster()) {
            case NONE -> "";
            case PACEMAKER -> """
                    nasPairs:
                      - name: nas
                        kind: pacemaker
                        nas: [nas1, nas2]
                    """;
            case PAIR -> """
                    nasPairs:
                      - name: nas
                        kind: pair
                        nas: [nas1, nas2]
                        server: ocf:godwit:nfs-export
                        device: eth0
                        prefix: 24
                    """;
        };
    }
}
