package io.godwit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        plan.nasServers().forEach(host -> text.append("""
                  - name: %s
                    addresses: [%s, %s]
                    libvirt: %s
                    exports:
                      - path: /export
                        folder: /srv/export
                        mount: /mnt/%s
                        vouchedShared: true
                """.formatted(host.name(), host.address(), host.name(), Lab.libvirtUri(lab, host.name()),
                host.name())));
        try {
            Files.writeString(lab.resolve("cluster.yaml"), text);
        } catch (IOException e) {
            throw new LabException("the cluster file could not be written: " + e.getMessage(), e);
        }
    }
}
