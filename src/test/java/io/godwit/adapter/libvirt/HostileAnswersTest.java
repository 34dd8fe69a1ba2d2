package io.godwit.adapter.libvirt;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.GodwitException.Failed;
import io.godwit.model.Mutations;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a libvirt answers, it is read or refused with a word; nothing hangs, and no file is opened. */
class HostileAnswersTest {
    private static final Duration TIME = Duration.ofSeconds(2);
    private static final String DOMAIN = """
            <domain type='kvm'><name>a</name><memory unit='KiB'>131072</memory><vcpu>1</vcpu>
              <metadata><godwit:vm xmlns:godwit='urn:godwit:vm' maxFreeze='100ms'/>
                <godwitjob:migration xmlns:godwitjob='urn:godwit:migration' id='m261123-051234-k3f9' epoch='1' by='x'/>
              </metadata>
              <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os><cpu mode='host-model'/>
              <devices><emulator>/usr/bin/qemu</emulator>
                <disk type='network' device='disk'><driver type='qcow2' cache='none'/>
                  <source protocol='nfs' name='/export/a.qcow2'><host name='nas2'/></source>
                  <backingStore type='file'><format type='raw'/><source file='/mnt/base'/><backingStore/></backingStore>
                  <target dev='vda'/></disk>
                <interface type='bridge'><source bridge='br0'/></interface>
              </devices></domain>""";
    private static final String VOLUME = """
            <volume type='file'><name>a.qcow2</name><capacity unit='bytes'>67108864</capacity>
              <allocation unit='bytes'>204800</allocation><physical unit='bytes'>197120</physical>
              <target><path>/x</path><format type='qcow2'/><timestamps><mtime>1763878354.123456789</mtime></timestamps>
              </target></volume>""";

    @Test
    void definitions() {
        Mutations.of(List.of(DOMAIN), TIME, text -> readOrRefused(() -> {
            DomainXml xml = new DomainXml(text, (pool, volume) -> "/" + pool + volume);
            var _ = xml.memory();
            var _ = xml.vcpus();
            var _ = xml.disks();
            var _ = xml.storedDisks();
            var _ = xml.needs();
            var _ = xml.maxFreeze();
            var _ = xml.claim();
        }));
    }

    @Test
    void volumes() {
        Mutations.of(List.of(VOLUME), TIME, text -> readOrRefused(() -> {
            var _ = VolumeXml.facts(text);
        }));
    }

    private static void readOrRefused(Runnable reading) {
        try {
            reading.run();
        } catch (Failed refused) {
            if (refused.truth().isBlank() || refused.remedy().isBlank()) {
                throw new AssertionError("refused without a word", refused);
            }
        }
    }

    @Test
    void entitiesExternalReferencesAndBillionsOfLaughs() {
        List<String> hostile = List.of("<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><domain>&x;</domain>",
                "<!DOCTYPE d SYSTEM 'http://192.0.2.1/x.dtd'><domain/>",
                "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]><domain>&c;</domain>",
                "<domain xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/passwd'/></domain>",
                "<a>".repeat(100_000), "<domain>" + "<x/>".repeat(2_000_000) + "</domain>");
        hostile.forEach(text -> assertThatThrownBy(
                () -> new DomainXml(text, (pool, volume) -> pool + volume).memory()).isInstanceOf(Failed.class));
        assertThatThrownBy(() -> VolumeXml.facts(VOLUME.replace("1763878354.123456789", "1e999999999")))
                .isInstanceOf(Failed.class);
        assertThatThrownBy(() -> VolumeXml.facts(VOLUME.replace("67108864", "-1"))).isInstanceOf(Failed.class);
    }
}
